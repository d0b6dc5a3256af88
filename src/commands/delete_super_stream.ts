import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'plugin',
  summary: 'Deletes a super stream and its partitions',
  tool: 'rabbitmq-streams',
  args: { name: text('super stream') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
