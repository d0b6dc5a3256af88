import { command } from '../cli/command.js';
import { checkToEncrypt, encryptedTerm, encryptionFlags, passphrase } from '../cli/encryption-input.js';
import { optional, text } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';

export default command({
  section: 'configuration',
  summary: 'Encrypts a value for rabbitmq.conf',
  tool: 'rabbitmqctl',
  formatter: 'encrypted_conf_value',
  args: { value: optional(text('an Erlang term: a word, or "text" in quotes')), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => checkToEncrypt(args.value, flags),
  banner: () => 'Encrypting value to be used in rabbitmq.conf...',
  run: async (context) => {
    return okValue(context, await encryptedTerm(context));
  },
});
