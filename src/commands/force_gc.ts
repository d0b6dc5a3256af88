import { command } from '../cli/command.js';

export default command({
  section: 'operations',
  summary: 'Makes every process of the node collect its garbage',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
