import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Makes a stopped node a disc or a RAM node, where the version has them',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { 'disc|ram': text('disc or ram') },
  validate: ({ args: { 'disc|ram': type } }) => {
    // In this spelling alone.
    if (type !== 'disc' && type !== 'ram')
      throw new DataError('Bad argument: The node type must be either disc or ram.');
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
