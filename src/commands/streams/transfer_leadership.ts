import { command } from '../../cli/command.js';
import { text, vhost } from '../../cli/input.js';

export default command({
  section: 'replication',
  summary: 'Makes another node lead a stream; since 4.3',
  tool: 'rabbitmq-streams',
  args: { stream: text('stream'), node: text('node that is to lead') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
