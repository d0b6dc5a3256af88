import { text as textOf } from 'node:stream/consumers';
import { askedFormatter } from '../cli/asked-formatter.js';
import { command } from '../cli/command.js';
import { optional, text, words } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'operations',
  summary: 'Evaluates an Erlang expression on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: {
    expression: optional(text('Erlang, with a full stop at its end; without it, read from stdin')),
    arguments: words('what the expression calls _1, _2 …'),
  },
  validate: ({ args: { expression } }) => {
    // Behind a % there may be anything.
    if (expression !== undefined && !expression.includes('%') && !/\.\s*$/.test(expression))
      throw new UsageError('syntax error: an expression ends with a full stop', { hint: `${expression.trim()}.` });
  },
  examples: ["rabbitctl -n rabbit@mq1 eval 'rabbit_networking:active_listeners().'"],
  // The words stay words: what is read from stdin ends with other exit codes.
  run: async ({ args, flags, ownTool, stdin, version }) => {
    if (args.expression !== undefined) return ownTool();
    const input = await textOf(stdin());
    // What the other options say is kept here, too.
    if (askedFormatter(flags) === undefined) return ownTool({ input, forward: [] });
    if (has((await version()).rabbitmq, 'stdin_beside_options')) return ownTool({ input });
    throw new UsageError("the node's own tool reads an expression from stdin only without a formatter", {
      hint: 'Give the expression as a word, or leave the formatter out.',
    });
  },
});
