import { rebalanceLeaders } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { option, text } from '../cli/input.js';
import { outcomeUntold } from '../cli/outcome-untold.js';
import { DataError, NotOverHttp } from '../errors.js';

/** Of every version; which of them a version has its own tool says. */
const types = ['all', 'quorum', 'stream', 'classic'];

export default command({
  section: 'cluster_management',
  summary: 'Spreads the leaders of replicated queues evenly over the nodes',
  tool: 'rabbitmq-queues',
  formatter: 'pretty_table',
  args: { type: text('all, quorum, stream (4.x) or classic (3.x)') },
  flags: {
    'vhost-pattern': option('only in virtual hosts that match; default ".*"'),
    'queue-pattern': option('only queues that match; default ".*"'),
  },
  examples: ['rabbitctl rebalance all', 'rabbitctl rebalance quorum --vhost-pattern "^shop$"'],
  validate: ({ args: { type } }) => {
    if (types.includes(type)) return;
    throw new DataError(`type ${type} is not supported. Try one of ${types.join(', ')}.`, { exitCode: 69 });
  },
  run: (context) => {
    const { args, flags, cluster } = context;
    // HTTP spreads those of all queues or none.
    const isPart = args.type !== 'all' || flags['vhost-pattern'] !== undefined || flags['queue-pattern'] !== undefined;
    if (isPart) throw new NotOverHttp('HTTP does not rebalance some queues alone');
    return outcomeUntold(reason, context, () => rebalanceLeaders(cluster.api));
  },
});

const reason = 'HTTP does not tell how many leaders each node has then';
