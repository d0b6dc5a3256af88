import { command } from '../cli/command.js';
import { checkGiven, encryptionFlags, encryptionOf, passphrase, versionOfBanner } from '../cli/encryption-input.js';
import { encryptedText } from '../cli/erlang-input.js';
import { text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { has } from '../cluster/capabilities.js';
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
  banner: async ({ flags, version }) => {
    const rabbitmq = await versionOfBanner(flags, version);
    if (has(rabbitmq, 'advanced_config_in_banner')) return 'Decrypting an advanced.config (Erlang term) value...';
    return `Decrypting value${has(rabbitmq, 'decode_dots_apart') ? ' ' : ''}...`;
  },
  run: async ({ args, flags, face, readSecret, version, cluster }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const clear = decryptedTerm(encryptedText(args.value), passphrase, await encryptionOf(flags, version));
    return okValue({ cluster, face }, printErlang(clear, { otp: 27 }), clear);
  },
});
