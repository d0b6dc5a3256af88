import { orNotFound } from '../api/is-found.js';
import { deletePolicy } from '../api/policies.js';
import { noSuchParameter } from '../api/refused.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'policies',
  summary: 'Removes an operator policy',
  tool: 'rabbitmqctl',
  args: { name: text('name of the policy') },
  flags: { vhost },
  banner: ({ args, flags }) => `Clearing operator policy "${args.name}" on vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags }) => {
    await orNotFound(deletePolicy(cluster.api, flags.vhost, args.name, 'operator-policies'), noSuchParameter);
  },
});
