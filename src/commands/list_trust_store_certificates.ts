import { command } from '../cli/command.js';

export default command({
  section: 'plugin',
  summary: 'Lists the certificates of the trust store',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
