import { isFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { putPermission } from '../api/permissions.js';
import { getUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { DataError, NoSuchUser, NotFound } from '../errors.js';

export default command({
  section: 'access_control',
  summary: 'Sets what a user may configure, write and read in a virtual host',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    configure: text('regular expression over the names the user may declare and delete'),
    write: text('regular expression over the names the user may publish and bind to'),
    read: text('regular expression over the names the user may consume and bind from'),
  },
  flags: { vhost },
  examples: ["rabbitctl set_permissions -p shop alice '^alice-' '.*' '.*'"],
  banner: ({ args, flags }) => `Setting permissions for user "${args.username}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args: { username, configure, write, read }, flags }) => {
    try {
      await putPermission(cluster.api, flags.vhost, username, { configure, write, read });
    } catch (error) {
      // HTTP does not say which of the two is missing.
      if (!(error instanceof DataError)) throw error;
      if (!(await isFound(getUser(cluster.api, username))))
        throw new NoSuchUser(`User "${username}" does not exist`, { cause: error });
      if (error instanceof NotFound || error.message.includes('not_found')) throw noSuchVhost(flags.vhost, 69)();
      throw new DataError(error.message, { exitCode: 69, cause: error });
    }
  },
});
