import { command } from '../cli/command.js';
import { text, words } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'configuration',
  summary: 'Sets in which order channel interceptors run, until the node restarts',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  args: {
    interceptor: text('name of its module'),
    priority: words('whole number, the lowest runs first; then further pairs'),
  },
  examples: ['rabbitctl -n rabbit@mq2 set_channel_interceptor_priorities rabbit_sharding_interceptor 10'],
  // One priority is no option that is missing: the tool says 65 where a pair is not complete, and 64 for no word at all.
  validate: ({ args: { priority } }) => {
    if (priority.length % 2 === 0) throw new DataError('Bad argument: each interceptor needs its priority after it');
    const wrong = priority.find((word, at) => at % 2 === 0 && !/^[+-]?\d+$/.test(word));
    if (wrong !== undefined) throw new DataError(`Bad argument: priority "${wrong}" is not a whole number`);
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
