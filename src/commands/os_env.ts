import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Shows the environment variables that the node was started with',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
