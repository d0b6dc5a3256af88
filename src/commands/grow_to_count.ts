import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';
import { checkMembership, checkStrategy, membership } from '../cli/membership-input.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Grows quorum queues to so many replicas',
  tool: 'rabbitmq-queues',
  about: 'node',
  args: { node_count: text('how many replicas'), strategy: text('all or even') },
  flags: {
    'vhost-pattern': option('regular expression of virtual hosts'),
    'queue-pattern': option('regular expression of queues'),
    membership,
    'errors-only': flag('only what failed'),
  },
  validate: ({ args: { node_count, strategy }, flags }) => {
    checkStrategy(strategy);
    if (!/^\+?\d+$/.test(node_count) || Number(node_count) === 0)
      throw new UsageError(`node count '${node_count}' must be a whole number greater than 0.`);
    checkMembership(flags.membership);
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
