import { command } from '../cli/command.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes a node start as the only member of its Khepri store',
  tool: 'rabbitmqctl',
  about: 'node',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
