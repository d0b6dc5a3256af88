import { command } from '../cli/command.js';
import { option, vhost } from '../cli/input.js';
import { checkConsumer } from '../cli/stream-consumer-input.js';

export default command({
  section: 'plugin',
  summary: 'Forgets how far a consumer of a stream has come',
  tool: 'rabbitmq-streams',
  flags: { vhost, stream: option('stream'), reference: option('name of the consumer') },
  validate: ({ flags }) => checkConsumer(flags),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
