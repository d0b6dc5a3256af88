import { command } from '../cli/command.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Starts every virtual host on every node where it does not run',
  tool: 'rabbitmqctl',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
