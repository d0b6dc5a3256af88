import { command } from '../cli/command.js';
import { checkGiven, encryptionFlags, encryptionOf, passphrase, required } from '../cli/encryption-input.js';
import { erlangTerm } from '../cli/erlang-input.js';
import { optional, text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { encryptValue } from '../cluster/encrypted-value.js';
import { encodeTerm } from '../format/external-term-encode.js';

export default command({
  section: 'configuration',
  summary: 'Encrypts a value for rabbitmq.conf',
  tool: 'rabbitmqctl',
  args: { value: optional(text('an Erlang term: a word, or "text" in quotes')), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    checkGiven(flags);
    erlangTerm(required(args.value));
  },
  banner: () => 'Encrypting value to be used in rabbitmq.conf...',
  run: async ({ args, flags, face, readSecret, version, cluster }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const encrypted = encryptValue(
      encodeTerm(erlangTerm(required(args.value))),
      passphrase,
      await encryptionOf(flags, version),
    );
    return okValue({ cluster, face }, `encrypted:${encrypted}`);
  },
});
