import { command } from '../cli/command.js';
import { checkGiven, encryptionFlags, encryptionOf, passphrase } from '../cli/encryption-input.js';
import { clearText, encryptedText } from '../cli/erlang-input.js';
import { text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { decryptedTerm } from '../cluster/decrypted-term.js';

export default command({
  section: 'configuration',
  summary: 'Decrypts a value of rabbitmq.conf',
  tool: 'rabbitmqctl',
  args: { value: text('encrypted:…'), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    checkGiven(flags);
    encryptedText(args.value);
  },
  banner: () => 'Decrypting a rabbitmq.conf string value...',
  run: async ({ args, flags, face, readSecret, version, cluster }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const clear = decryptedTerm(encryptedText(args.value), passphrase, await encryptionOf(flags, version));
    return okValue({ cluster, face }, clearText(clear), clear);
  },
});
