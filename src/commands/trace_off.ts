import { isFound } from '../api/is-found.js';
import { changeVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Stops publishing a copy of each message of a virtual host to amq.rabbitmq.trace',
  tool: 'rabbitmqctl',
  flags: { vhost },
  banner: ({ flags }) => `Stopping tracing for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, face, flags }) => {
    // The real tool does not look whether there is such a virtual host.
    await isFound(changeVhost(cluster.api, flags.vhost, { tracing: false }));
    return okValue({ cluster, face }, `Trace disabled for vhost ${flags.vhost}`);
  },
});
