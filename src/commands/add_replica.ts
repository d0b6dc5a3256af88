import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'replication',
  summary: 'Adds a replica of a stream',
  tool: 'rabbitmq-streams',
  args: { stream: text('stream'), node: text('node to add a replica on') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
