import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Shows with which arguments the runtime of the node was started',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
