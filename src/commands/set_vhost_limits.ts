import { orNotFound } from '../api/is-found.js';
import { putVhostLimits } from '../api/limits.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { orRefused } from '../api/refused.js';
import { typedObject } from '../api/typed-object.js';
import { getVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { json, vhost } from '../cli/input.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Sets the limits of a virtual host in the place of those it has',
  tool: 'rabbitmqctl',
  args: { definition: json('limits, as JSON: max-connections, max-queues') },
  flags: { vhost },
  examples: ['rabbitctl set_vhost_limits -p shop \'{"max-queues":100}\''],
  banner: ({ args, flags }) => `Setting vhost limits to "${args.definition.text}" for vhost "${flags.vhost}" ...`,
  run: async ({ cluster: { api }, args, flags }) => {
    const limits = typedObject(args.definition, 'limits');
    await orNotFound(getVhost(api, flags.vhost), noSuchVhost(flags.vhost));
    await orRefused(putVhostLimits(api, flags.vhost, limits));
  },
});
