import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the TLS versions that the node supports',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
