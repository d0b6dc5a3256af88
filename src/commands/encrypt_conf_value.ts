import { command } from '../cli/command.js';
import { encryptionFlags, encryptionOf, passphrase, required } from '../cli/encryption-input.js';
import { optional, text } from '../cli/input.js';
import { encryptValue } from '../cluster/encrypted-value.js';
import { encodeTerm } from '../format/external-term-encode.js';
import { value } from '../format/result.js';

export default command({
  section: 'configuration',
  summary: 'Encrypts a value for rabbitmq.conf',
  tool: 'rabbitmqctl',
  args: { value: optional(text('what to encrypt')), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    encryptionOf(flags);
    required(args.value);
  },
  banner: () => 'Encrypting value to be used in rabbitmq.conf...',
  // Nothing is asked of a node.
  run: async ({ args, flags, face, readSecret }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const encrypted = encryptValue(encodeTerm(required(args.value)), passphrase, encryptionOf(flags));
    return value(face === 'json' ? { result: 'ok', value: `encrypted:${encrypted}` } : `encrypted:${encrypted}`);
  },
});
