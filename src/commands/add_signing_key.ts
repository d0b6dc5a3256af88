import { command } from '../cli/command.js';
import { option, text } from '../cli/input.js';

export default command({
  section: 'plugin',
  summary: 'Adds a key that signs tokens of OAuth 2',
  tool: 'rabbitmqctl',
  args: { name: text('id of the key') },
  flags: {
    json: option('the key as JSON'),
    pem: option('the key as PEM'),
    'pem-file': option('file on the machine of the node'),
  },
  run: ({ ownTool }) => ownTool(),
});
