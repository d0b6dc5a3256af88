import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes a stopped node a disc or a RAM node, where the version has them',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { 'disc|ram': text('disc or ram') },
  run: ({ ownTool }) => ownTool(),
});
