import { listShovels, restartShovel } from '../api/shovels.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { CheckFailed } from '../errors.js';
import { nothing, silence } from '../format/result.js';

export default command({
  section: 'plugin',
  summary: 'Restarts a dynamic shovel of the node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { name: text('name of the shovel') },
  flags: { vhost },
  banner: ({ node, args, flags }) =>
    `Restarting dynamic Shovel ${args.name} in virtual host ${flags.vhost} on node ${node.name}`,
  run: async ({ node, args, flags, face }) => {
    const shovels = await orPluginOff('rabbitmq_shovel_management', listShovels(node.api));
    const here = shovels.some(
      (shovel) => shovel.name === args.name && shovel.vhost === flags.vhost && shovel.node === node.name,
    );
    if (!here) {
      throw new CheckFailed(
        `Shovel with the given name was not found on the target node '${node.name}' and / or virtual host '${flags.vhost}'`,
        { node: node.name },
      );
    }
    await restartShovel(node.api, flags.vhost, args.name);
    return face === 'json' ? silence : nothing;
  },
});
