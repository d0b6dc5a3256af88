import { command } from '../cli/command.js';
import { flag, option } from '../cli/input.js';

export default command({
  section: 'replication',
  summary: 'Makes quorum queues write a checkpoint',
  tool: 'rabbitmq-queues',
  about: 'node',
  flags: {
    'vhost-pattern': option('regular expression of virtual hosts'),
    'queue-pattern': option('regular expression of queues'),
    'errors-only': flag('only what failed'),
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
