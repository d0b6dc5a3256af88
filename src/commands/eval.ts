import { command } from '../cli/command.js';
import { optional, text, words } from '../cli/input.js';

export default command({
  section: 'operations',
  summary: 'Evaluates an Erlang expression on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: {
    expression: optional(text('Erlang, with a full stop at its end; without it, read from stdin')),
    arguments: words('what the expression calls _1, _2 …'),
  },
  examples: ["rabbitctl -n rabbit@mq1 eval 'rabbit_networking:active_listeners().'"],
  // The words stay words: what is read from stdin ends with other exit codes.
  run: ({ ownTool }) => ownTool(),
});
