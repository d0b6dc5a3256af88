import { command } from '../../cli/command.js';
import { flag, option, text } from '../../cli/input.js';

export default command({
  section: 'cluster_management',
  summary: 'Adds replicas of streams on a node: of all, or of those with an even number; since 4.3',
  tool: 'rabbitmq-streams',
  formatter: 'table',
  args: { node: text('node that gets the replicas'), strategy: text('all or even') },
  flags: {
    'vhost-pattern': option('only in virtual hosts that match'),
    'queue-pattern': option('only streams that match'),
    'errors-only': flag('only what failed'),
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
