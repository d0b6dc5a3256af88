import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'deprecated',
  summary: 'Up to 3.x tells a stopped node who its cluster is; since 4.0 nothing',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { seed_node: text('member to ask') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
