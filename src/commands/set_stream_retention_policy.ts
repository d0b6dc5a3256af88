import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'policies',
  summary: 'Sets how long a stream keeps its messages',
  tool: 'rabbitmq-streams',
  args: { stream: text('stream'), policy: text('as in 7D, 2h') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
