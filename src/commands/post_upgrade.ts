import { rebalanceLeaders } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { outcomeUntold } from '../cli/outcome-untold.js';

export default command({
  section: 'upgrade',
  summary: 'Does what is left to do after an upgrade: spreads the leaders of queues evenly',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  banner: () => ['Executing post upgrade tasks...', 'Rebalancing queue masters...'],
  run: (context) =>
    outcomeUntold('HTTP does not tell who leads how much afterwards', context, () =>
      rebalanceLeaders(context.node.api),
    ),
});
