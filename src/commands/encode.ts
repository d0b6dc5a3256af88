import { command } from '../cli/command.js';
import { encryptionFlags, encryptionOf, passphrase, required } from '../cli/encryption-input.js';
import { erlangTerm } from '../cli/erlang-input.js';
import { optional, text } from '../cli/input.js';
import { encryptValue } from '../cluster/encrypted-value.js';
import { encodeTerm } from '../format/external-term-encode.js';
import { value } from '../format/result.js';
import { Atom, Tuple } from '../format/term.js';

export default command({
  section: 'configuration',
  summary: 'Encrypts an Erlang term for advanced.config',
  tool: 'rabbitmqctl',
  args: { value: optional(text('an Erlang term')), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    encryptionOf(flags);
    erlangTerm(required(args.value));
  },
  banner: () => 'Encrypting value to be used in advanced.config...',
  // Nothing is asked of a node.
  run: async ({ args, flags, face, readSecret }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const encrypted = encryptValue(encodeTerm(erlangTerm(required(args.value))), passphrase, encryptionOf(flags));
    return value(
      face === 'json' ? { result: 'ok', value: ['encrypted', encrypted] } : new Tuple(new Atom('encrypted'), encrypted),
    );
  },
});
