import { ApiRefused } from '../api/errors.js';
import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { deleteVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Deletes a virtual host with everything in it',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  banner: ({ args }) => `Deleting vhost "${args.vhost}" ...`,
  run: async ({ cluster, args, face }) => {
    try {
      await orNotFound(deleteVhost(cluster.api, args.vhost), noSuchVhost(args.vhost));
    } catch (error) {
      // Protected from deletion: bad data to the real tool.
      if (!(error instanceof ApiRefused) || error.status !== 412) throw error;
      throw new DataError(error.message, { exitCode: face === 'json' ? 69 : 65, cause: error });
    }
  },
});
