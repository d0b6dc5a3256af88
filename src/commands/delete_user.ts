import { deleteUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { NoSuchUser, NotFound } from '../errors.js';

export default command({
  section: 'user_management',
  summary: 'Removes a user from the internal database',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user') },
  banner: ({ args }) => `Deleting user "${args.username}" ...`,
  run: async ({ cluster, args, version }) => {
    try {
      await deleteUser(cluster.api, args.username);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      const { rabbitmq } = await version();
      if (has(rabbitmq, 'delete_unknown_user')) return;
      throw new NoSuchUser(`User "${args.username}" does not exist`, { cause: error });
    }
  },
});
