import { LoginRefused } from '../api/errors.js';
import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { optional, secret, text } from '../cli/input.js';
import { DataError, NotOverHttp, NotPermitted } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'user_management',
  summary: 'Tells whether a user can log in with a password',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    password: secret(optional(text('password; without it, read from stdin or asked for'))),
  },
  banner: ({ args }) => `Authenticating user "${args.username}" ...`,
  run: async ({ cluster, args: { username, password: typed }, readSecret }) => {
    // Basic authentication ends a name at its first colon.
    if (username.includes(':')) throw new NotOverHttp('over HTTP nobody logs in whose name has a colon');
    const password = typed ?? (await readSecret('Password: '));
    try {
      await cluster.api.request('GET', path`whoami`, { login: { username, password } });
    } catch (error) {
      if (error instanceof LoginRefused) throw refused(username, error);
      // Known, but without a tag of the management plugin.
      if (!(error instanceof NotPermitted)) throw error;
    }
    return value('Success');
  },
});

function refused(username: string, cause: LoginRefused): Error {
  // The broker has not looked at the password then.
  if (/only from the node/.test(cause.message)) return new NotOverHttp(cause.message, { cause });
  return new DataError(`failed to authenticate user "${username}": invalid credentials`, { cause });
}
