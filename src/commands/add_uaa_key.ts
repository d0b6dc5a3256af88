import { command } from '../cli/command.js';
import { addSigningKey, checkSigningKey, signingKeyBanner, signingKeyInput } from '../cli/signing-key.js';
import { has } from '../cluster/capabilities.js';

export default command({
  section: 'plugin',
  summary: 'Adds a key that signs tokens of OAuth 2',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  ...signingKeyInput,
  examples: ['rabbitctl -n rabbit@mq2 add_uaa_key id --json - < key.json'],
  validate: checkSigningKey,
  banner: async ({ args, flags, version }) => {
    // The key may have been added by now: a version that cannot be had must not make that look failed.
    const isOfOauth = await version().then(
      ({ rabbitmq }) => has(rabbitmq, 'signing_key_of_oauth'),
      () => true,
    );
    return signingKeyBanner(isOfOauth ? 'OAuth' : 'UAA', args, flags);
  },
  run: addSigningKey,
});
