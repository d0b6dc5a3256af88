import { orNotFound } from '../api/is-found.js';
import { deleteVhostLimits } from '../api/limits.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Takes all limits from a virtual host',
  tool: 'rabbitmqctl',
  flags: { vhost },
  banner: ({ flags }) => `Clearing vhost "${flags.vhost}" limits ...`,
  run: async ({ cluster, flags }) => {
    await orNotFound(
      deleteVhostLimits(cluster.api, flags.vhost),
      (cause) => new DataError(`virtual host "${flags.vhost}" has no limits`, { exitCode: 69, cause }),
    );
  },
});
