import { command } from '../cli/command.js';
import { checkGiven, encryptionFlags, encryptionOf, passphrase } from '../cli/encryption-input.js';
import { encryptedText } from '../cli/erlang-input.js';
import { text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { decryptedTerm } from '../cluster/decrypted-term.js';
import { printErlang } from '../format/erlang-text.js';

export default command({
  section: 'configuration',
  summary: 'Decrypts a term of advanced.config',
  tool: 'rabbitmqctl',
  args: { value: text('{encrypted,<<"…">>}'), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    checkGiven(flags);
    encryptedText(args.value);
  },
  banner: () => 'Decrypting an advanced.config (Erlang term) value...',
  run: async ({ args, flags, face, readSecret, version, cluster }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const clear = decryptedTerm(encryptedText(args.value), passphrase, await encryptionOf(flags, version));
    return okValue({ cluster, face }, printErlang(clear, { otp: 27 }), clear);
  },
});
