import { command } from '../cli/command.js';
import {
  checkToEncrypt,
  encryptedTerm,
  encryptionFlags,
  passphrase,
  versionOfBanner,
} from '../cli/encryption-input.js';
import { optional, text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { has } from '../cluster/capabilities.js';

export default command({
  section: 'configuration',
  summary: 'Encrypts an Erlang term for advanced.config',
  tool: 'rabbitmqctl',
  args: { value: optional(text('an Erlang term')), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => checkToEncrypt(args.value, flags),
  banner: async ({ flags, version }) =>
    has(await versionOfBanner(flags, version), 'advanced_config_in_banner')
      ? 'Encrypting value to be used in advanced.config...'
      : 'Encrypting value ...',
  run: async (context) => {
    const encrypted = await encryptedTerm(context);
    return okValue(context, `{encrypted,<<"${encrypted}">>}`, ['encrypted', encrypted]);
  },
});
