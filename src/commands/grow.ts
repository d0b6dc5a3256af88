import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';
import { checkMembership, membership } from '../cli/membership-input.js';
import { NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Adds members of quorum queues on a node: of all, or of those with an even number',
  tool: 'rabbitmq-queues',
  formatter: 'table',
  args: { node: text('node that gets the members'), strategy: text('all or even') },
  flags: {
    'vhost-pattern': option('only in virtual hosts that match; default ".*"'),
    'queue-pattern': option('only queues that match; default ".*"'),
    'errors-only': flag('only the queues that got none'),
    membership,
  },
  examples: ['rabbitctl grow rabbit@mq3 all --queue-pattern "^orders"'],
  validate: ({ args: { strategy }, flags }) => {
    if (!['all', 'even'].includes(strategy)) throw new UsageError(`strategy '${strategy}' is not recognised.`);
    checkMembership(flags.membership);
  },
  run: () => {
    throw new NotOverHttp('HTTP does not say what became of each queue');
  },
});
