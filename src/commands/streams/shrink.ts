import { command } from '../../cli/command.js';
import { flag, text } from '../../cli/input.js';

export default command({
  section: 'cluster_management',
  summary: 'Takes the replicas of streams from a node; since 4.3',
  tool: 'rabbitmq-streams',
  formatter: 'table',
  args: { node: text('node that loses its replicas') },
  flags: { 'errors-only': flag('only what failed') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
