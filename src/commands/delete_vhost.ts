import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { deleteVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Deletes a virtual host with everything in it',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  banner: ({ args }) => `Deleting vhost "${args.vhost}" ...`,
  run: async ({ cluster, args }) => {
    await orNotFound(deleteVhost(cluster.api, args.vhost), noSuchVhost(args.vhost));
  },
});
