import { orNoRoute } from '../api/or-no-route.js';
import { listShovels, restartShovel } from '../api/shovels.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { nothing, silence } from '../format/result.js';

export default command({
  section: 'plugin',
  summary: 'Restarts a dynamic shovel of the node; from 3.10 on, of any node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { name: text('name of the shovel') },
  flags: { vhost },
  banner: ({ node, args, flags }) =>
    `Restarting dynamic Shovel ${args.name} in virtual host ${flags.vhost} on node ${node.name}`,
  run: async ({ node, args, flags, face, version }) => {
    const shovels = await orPluginOff('rabbitmq_shovel_management', listShovels(node.api));
    const anywhere = has((await version()).rabbitmq, 'restart_shovel_of_any_node');
    const isThere = shovels.some(
      (shovel) => shovel.name === args.name && shovel.vhost === flags.vhost && (anywhere || shovel.node === node.name),
    );
    if (!isThere) {
      throw new CheckFailed(
        `Shovel with the given name was not found on the target node '${node.name}' and / or virtual host '${flags.vhost}'`,
        { node: node.name },
      );
    }
    await orNoRoute(
      restartShovel(node.api, flags.vhost, args.name),
      (cause) => new NotOverHttp('HTTP restarts no shovels before RabbitMQ 3.8.10', { cause }),
    );
    return face === 'json' ? silence : nothing;
  },
});
