import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'operations',
  summary: 'Runs a file of Erlang code on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: { file_path: text('file on the machine of the node, readable for rabbitmq') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
