import { command } from '../cli/command.js';
import { encryptionFlags, encryptionOf, passphrase } from '../cli/encryption-input.js';
import { erlangTerm } from '../cli/erlang-input.js';
import { text } from '../cli/input.js';
import { decryptedTerm } from '../cluster/decrypted-term.js';
import { DataError } from '../errors.js';
import { value } from '../format/result.js';
import { Atom, Tuple } from '../format/term.js';

export default command({
  section: 'configuration',
  summary: 'Decrypts a term of advanced.config',
  tool: 'rabbitmqctl',
  args: { value: text('{encrypted,<<"…">>}'), passphrase },
  flags: encryptionFlags,
  validate: ({ args, flags }) => {
    encryptionOf(flags);
    encryptedIn(args.value);
  },
  banner: () => 'Decrypting an advanced.config (Erlang term) value...',
  // Nothing is asked of a node.
  run: async ({ args, flags, face, readSecret }) => {
    const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
    const clear = decryptedTerm(encryptedIn(args.value), passphrase, encryptionOf(flags));
    return value(face === 'json' ? { result: 'ok', value: clear } : clear);
  },
});

function encryptedIn(text: string): string {
  const term = erlangTerm(text);
  const [tag, encrypted] = term instanceof Tuple ? term.items : [undefined, term];
  const isTagged = tag === undefined || (tag instanceof Atom && tag.name === 'encrypted');
  if (isTagged && typeof encrypted === 'string') return encrypted;
  throw new DataError(`${text} is no encrypted term`, { hint: 'It looks like {encrypted,<<"…">>}.' });
}
