import { LoginRefused } from '../api/errors.js';
import { isFound } from '../api/is-found.js';
import { deleteParameter } from '../api/parameters.js';
import { listShovels } from '../api/shovels.js';
import { command } from '../cli/command.js';
import { flag, text, vhost } from '../cli/input.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { CheckFailed, NotOverHttp, NotPermitted } from '../errors.js';
import { nothing, silence } from '../format/result.js';

export default command({
  section: 'plugin',
  summary: 'Deletes a dynamic shovel',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { name: text('name of the shovel') },
  flags: { vhost, force: flag('a protected one too; since 4.0') },
  banner: ({ args, flags }) => `Deleting shovel ${args.name} in vhost ${flags.vhost}`,
  run: async ({ node, args: { name }, flags, face }) => {
    if (flags.force) throw new NotOverHttp('HTTP never deletes a protected shovel');
    const shovels = await orPluginOff('rabbitmq_shovel_management', orUnseen(listShovels(node.api)));
    const runs = shovels?.some((shovel) => shovel.name === name && shovel.vhost === flags.vhost);
    const defined = await isFound(deleteParameter(node.api, { component: 'shovel', vhost: flags.vhost, name }));
    if (runs ?? defined) return face === 'json' ? silence : nothing;
    // As the real tool: what did not run was not found, although it is gone now.
    throw new CheckFailed(
      `Shovel with the given name was not found on the target node '${node.name}' and/or virtual host '${flags.vhost}'.`,
      {
        node: node.name,
        hint: defined ? 'It did not run; its definition has been deleted.' : 'There was no definition of it.',
      },
    );
  },
});

/** A policymaker may delete one and not see whether it runs: undefined. */
async function orUnseen<T>(list: Promise<T>): Promise<T | undefined> {
  try {
    return await list;
  } catch (error) {
    if (!(error instanceof NotPermitted) || error instanceof LoginRefused) throw error;
    return undefined;
  }
}
