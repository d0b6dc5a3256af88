import { orNotFound } from '../api/is-found.js';
import { getVhost, startVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';
import { Unavailable } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Starts a virtual host again on a node where it has failed',
  tool: 'rabbitmqctl',
  about: 'node',
  flags: { vhost },
  banner: ({ flags, node }) => `Trying to restart vhost '${flags.vhost}' on node '${node.name}' ...`,
  run: async ({ cluster: { api }, node: { name: node }, flags: { vhost } }) => {
    // HTTP answers the same whether it was running or not.
    const { cluster_state: states = {} } = await orNotFound(getVhost(api, vhost), (cause) => {
      // 70 whatever the formatter: to the real tool this is a start that failed.
      return new Unavailable(`Virtual host '${vhost}' does not exist`, { exitCode: 70, reached: true, cause });
    });
    if (states[node] === 'running') return value(`Vhost '${vhost}' is already running on node '${node}'`);
    await startVhost(api, vhost, node);
    return value(`Successfully restarted vhost '${vhost}' on node '${node}'`);
  },
});
