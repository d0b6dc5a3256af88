import { command } from '../cli/command.js';
import { integer, option, text, vhost } from '../cli/input.js';

export default command({
  section: 'plugin',
  summary: 'Makes a super stream',
  tool: 'rabbitmq-streams',
  args: { name: text('super stream') },
  flags: {
    vhost,
    partitions: integer('how many partitions', undefined),
    'binding-keys': option('keys instead, separated by commas'),
    'routing-keys': option('the same before 3.11'),
    'max-length-bytes': option('as in 20gb'),
    'max-age': option('ISO 8601, as in P1D'),
    'stream-max-segment-size-bytes': option('as in 500mb'),
    'leader-locator': option('client-local or balanced'),
    'initial-cluster-size': integer('replicas of each partition', undefined),
  },
  run: ({ ownTool }) => ownTool(),
});
