import { command } from '../cli/command.js';

export default command({
  section: 'node_management',
  summary: 'Makes the node begin new log files; since 3.9 nothing',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
