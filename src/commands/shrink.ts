import { shrinkOn } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';
import { outcomeUntold } from '../cli/outcome-untold.js';
import { has } from '../cluster/capabilities.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Removes all members of quorum queues from a node',
  tool: 'rabbitmq-queues',
  formatter: 'table',
  args: { node: text('node that loses its members') },
  flags: { 'errors-only': flag('only the queues that kept theirs') },
  examples: ['rabbitctl shrink rabbit@mq3'],
  run: (context) =>
    outcomeUntold('HTTP does not tell what became of each queue', context, async () => {
      const { rabbitmq } = await context.version();
      if (!has(rabbitmq, 'quorum_members_over_http')) throw new NotOverHttp('HTTP removes no members before 3.12');
      await shrinkOn(context.cluster.api, context.args.node);
    }),
});
