import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { nodeCheck } from '../cluster/status/node-check.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails while the metadata store of the node is not initialised, or holds nothing; since 4.0.6',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Checking if metadata store on node ${node.name} has finished initializing ...`,
  run: async ({ node, face, flags }) =>
    nodeCheck(node, path`health/checks/metadata-store/initialized/with-data`, {
      well: `Metadata store on node ${node.name} has completed its initialization`,
      json: face === 'json',
      silent: flags.silent,
    }),
});
