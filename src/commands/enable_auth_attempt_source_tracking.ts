import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Counts from where logins are tried',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
