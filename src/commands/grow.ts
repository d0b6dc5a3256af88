import { growOn } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';
import { checkMembership, checkStrategy, membership } from '../cli/membership-input.js';
import { outcomeUntold } from '../cli/outcome-untold.js';
import { has } from '../cluster/capabilities.js';
import { NotOverHttp } from '../errors.js';

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
    checkStrategy(strategy);
    checkMembership(flags.membership);
  },
  run: (context) => {
    const { cluster, args, flags } = context;
    const { 'vhost-pattern': vhosts, 'queue-pattern': queues, membership } = flags;
    return outcomeUntold('HTTP does not tell what became of each queue', context, async () => {
      const { rabbitmq } = await context.version();
      if (!has(rabbitmq, 'quorum_members_over_http')) throw new NotOverHttp('HTTP adds no members before 3.12');
      await growOn(cluster.api, args.node, { strategy: args.strategy, vhosts, queues, membership });
    });
  },
});
