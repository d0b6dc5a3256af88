import { command } from '../cli/command.js';
import { encryptionFlags, encryptionOf, passphrase } from '../cli/encryption-input.js';
import { text } from '../cli/input.js';
import { decryptedTerm } from '../cluster/decrypted-term.js';
import { value } from '../format/result.js';

export default command({
  section: 'configuration',
  summary: 'Decrypts a value of rabbitmq.conf',
  tool: 'rabbitmqctl',
  args: { value: text('encrypted:…'), passphrase },
  flags: encryptionFlags,
  validate: ({ flags }) => void encryptionOf(flags),
  banner: () => 'Decrypting a rabbitmq.conf string value...',
  // Nothing is asked of a node.
  run: async ({ args, flags, face, readSecret }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const clear = decryptedTerm(args.value.replace(/^encrypted:/, ''), passphrase, encryptionOf(flags));
    return value(face === 'json' ? { result: 'ok', value: clear } : clear);
  },
});
