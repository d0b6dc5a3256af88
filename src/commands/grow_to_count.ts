import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';

export default command({
  section: 'cluster_management',
  summary: 'Grows quorum queues to so many replicas',
  tool: 'rabbitmq-queues',
  about: 'node',
  args: { node_count: text('how many replicas'), strategy: text('all or even') },
  flags: {
    'vhost-pattern': option('regular expression of virtual hosts'),
    'queue-pattern': option('regular expression of queues'),
    membership: option('promotable or voter'),
    'errors-only': flag('only what failed'),
  },
  run: ({ ownTool }) => ownTool(),
});
