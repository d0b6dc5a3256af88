import { isFound } from '../api/is-found.js';
import { getUser, putUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { flag, optional, secret, text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { DataError, UsageError } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'user_management',
  summary: 'Creates a new user in the internal database',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    password: secret(optional(text('password; without it, read from stdin or asked for'))),
  },
  flags: { 'pre-hashed-password': flag('the password is a Base64 salted hash') },
  examples: ['printf \'%s\\n\' "$SECRET" | rabbitctl add_user alice'],
  validate: ({ args }) => {
    if (args.username === '') throw new DataError('user name cannot be an empty string');
  },
  banner: ({ args }) => `Adding user "${args.username}" ...`,
  run: async ({ cluster, args, flags, face, version, readSecret }) => {
    const password = args.password ?? (await readSecret('Password: '));
    if (flags['pre-hashed-password']) checkHash(password, (await version()).rabbitmq);
    if (await isFound(getUser(cluster.api, args.username))) {
      throw new DataError(`User "${args.username}" already exists`, { exitCode: 70 });
    }
    const { rabbitmq } = await version();
    const credential = flags['pre-hashed-password'] ? { password_hash: password } : { password };
    await refusedByValidator(putUser(cluster.api, args.username, { ...credential, tags: '' }));
    if (!has(rabbitmq, 'add_user_done_line')) return nothing;
    if (face === 'json') {
      // The user is made: that the name of the node cannot be had any more is no failure.
      const node = await cluster.answering().then(
        ({ name }) => ({ node: name }),
        () => ({}),
      );
      return value({ message: reminder, ...node, status: 'ok' });
    }
    return flags.quiet || flags.silent ? nothing : value(reminder);
  },
});

const reminder =
  "Done. Don't forget to grant the user permissions to some virtual hosts! See 'rabbitmqctl help set_permissions' to learn more.";

/** A password that the broker's credential validator does not take is 69 in the real tool. */
async function refusedByValidator(put: Promise<void>): Promise<void> {
  try {
    await put;
  } catch (error) {
    if (!(error instanceof DataError) || error.message !== 'credential_validation_failed') throw error;
    // Over HTTP the broker keeps its rule to itself.
    throw new DataError('the password is against the rules of this broker', {
      exitCode: 69,
      hint: 'They are credential_validator.* in its configuration.',
      cause: error,
    });
  }
}

function checkHash(hash: string, rabbitmq: string): void {
  if (!has(rabbitmq, 'pre_hashed_password')) throw new UsageError(`RabbitMQ ${rabbitmq} has no --pre-hashed-password`);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(hash) || hash.length % 4 !== 0) {
    throw new DataError('the password hash is not valid Base64');
  }
}
