import { command } from '../cli/command.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes a stopped node start without waiting for the others',
  tool: 'rabbitmqctl',
  about: 'node',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
