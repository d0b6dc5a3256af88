import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { nodeCheck } from '../cluster/status/node-check.js';

export default command({
  section: 'upgrade',
  summary: 'Fails while fewer nodes run than the configuration names as the target; since 4.2.4',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Checking if target cluster size has been reached on node ${node.name} ...`,
  run: async ({ node, face, flags }) =>
    nodeCheck(node, path`health/checks/reached-target-cluster-size`, {
      well: `Target cluster size has been reached on node ${node.name}`,
      json: face === 'json',
      silent: flags.silent,
    }),
});
