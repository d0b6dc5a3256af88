import { createHash, randomBytes } from 'node:crypto';
import { command } from '../cli/command.js';
import { option, optional, secret, text } from '../cli/input.js';
import { DataError } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'other',
  summary: 'Hashes a password, for add_user --pre-hashed-password and definition files',
  tool: 'rabbitmqctl',
  args: { cleartext_password: secret(optional(text('password; without it, read from stdin or asked for'))) },
  flags: { 'hashing-algorithm': option('sha256, sha512 or md5; sha256 when left out') },
  validate: ({ args, flags }) => {
    algorithmOf(flags['hashing-algorithm']);
    refuseEmpty(args.cleartext_password);
  },
  // The real tool repeats a password of the command line: ours never.
  banner: () => 'Will hash provided password',
  // Base64(salt ++ hash(salt ++ password)), as rabbit_password does it. Nothing is asked of a node.
  run: async ({ args, flags, face, readSecret }) => {
    const password = args.cleartext_password ?? (await readSecret('Password: '));
    refuseEmpty(password);
    const salt = randomBytes(4);
    const digest = createHash(algorithmOf(flags['hashing-algorithm'])).update(salt).update(password).digest();
    const hash = Buffer.concat([salt, digest]).toString('base64');
    return value(face === 'json' ? { result: 'ok', message: hash } : hash);
  },
});

function refuseEmpty(password: string | undefined): void {
  if (password === '') throw new DataError('password cannot be an empty string');
}

function algorithmOf(name = 'sha256'): string {
  const plain = name.toLowerCase().replace('-', '');
  if (['sha256', 'sha512', 'md5'].includes(plain)) return plain;
  throw new DataError(`the hashing algorithm ${name} is not known`, { hint: 'There are sha256, sha512 and md5.' });
}
