import { command } from '../cli/command.js';
import { option, vhost } from '../cli/input.js';
import { checkConsumer } from '../cli/stream-consumer-input.js';

export default command({
  section: 'plugin',
  summary: 'Makes a consumer of a single active group active',
  tool: 'rabbitmq-streams',
  flags: { vhost, stream: option('stream'), reference: option('name of the group') },
  validate: ({ flags }) => checkConsumer(flags),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
