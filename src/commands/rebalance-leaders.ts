import { command } from '../cli/command.js';
import { integer, oneOf, option, optional, ours } from '../cli/input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'whole_cluster',
  summary: 'Spreads leaders of queues and streams over the nodes: shows what would move, asks, and looks what moved',
  args: {
    action: optional({
      description: 'plan, run',
      required: false,
      parse: (word) => {
        if (word === 'plan' || word === 'run') return word;
        throw new UsageError(`there is no ${word} here`, { hint: 'There are plan and run.' });
      },
    }),
  },
  flags: {
    type: ours(oneOf('what is moved', ['all', 'quorum', 'stream', 'classic'], 'all')),
    'vhost-pattern': ours(option('only in virtual hosts that match this regular expression')),
    'queue-pattern': ours(option('only queues that match')),
    wait: ours(integer('seconds to wait until leaders have come to rest', 600)),
  },
  formatter: 'table',
  examples: [
    'rabbitctl -C prod rebalance-leaders plan',
    'rabbitctl -C prod rebalance-leaders --yes',
    'rabbitctl -C prod rebalance-leaders --type quorum --vhost-pattern "^shop$"',
  ],
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/leaders/run-rebalance.js')).runRebalance(context),
});
