import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';

export default command({
  section: 'operations',
  summary: "Runs Elixir code in the node's own tool",
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: { elixir_expression: text('Elixir code') },
  flags: { offline: flag('without a node') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
