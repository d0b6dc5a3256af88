import { command } from '../cli/command.js';
import { option, text, vhost } from '../cli/input.js';

export default command({
  section: 'replication',
  summary: 'Restarts a stream',
  tool: 'rabbitmq-streams',
  args: { stream: text('stream') },
  flags: { vhost, 'preferred-leader-node': option('who should lead then') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
