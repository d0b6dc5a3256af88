import { orNotFound } from '../api/is-found.js';
import { deleteUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { NoSuchUser } from '../errors.js';

export default command({
  section: 'user_management',
  summary: 'Removes a user from the internal database',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user') },
  banner: ({ args }) => `Deleting user "${args.username}" ...`,
  run: async ({ cluster, args }) => {
    await orNotFound(
      deleteUser(cluster.api, args.username),
      (cause) => new NoSuchUser(`User "${args.username}" does not exist`, { cause }),
    );
  },
});
