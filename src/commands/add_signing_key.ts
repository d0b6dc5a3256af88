import { command } from '../cli/command.js';
import { addSigningKey, checkSigningKey, signingKeyBanner, signingKeyInput } from '../cli/signing-key.js';

export default command({
  section: 'plugin',
  summary: 'Adds a key that signs tokens of OAuth 2',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  ...signingKeyInput,
  examples: ['rabbitctl -n rabbit@mq2 add_signing_key id --json - < key.json'],
  validate: checkSigningKey,
  banner: ({ args, flags }) => signingKeyBanner('OAuth', args, flags),
  run: addSigningKey,
});
