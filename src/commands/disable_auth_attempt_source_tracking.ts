import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Stops counting from where logins were tried',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
