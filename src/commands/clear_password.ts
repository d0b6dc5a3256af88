import { changeUser } from '../api/change-user.js';
import { noSuchUser } from '../api/no-such-user.js';
import type { User } from '../api/users.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'user_management',
  summary: 'Takes the password from a user, who can then not log in with one',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user') },
  banner: ({ args }) => `Clearing password for user "${args.username}" ...`,
  run: async ({ cluster, args }) => {
    const changed = ({ tags = '' }: User) => ({ password_hash: '', tags });
    await changeUser(cluster.api, args.username, changed, noSuchUser(args.username, 69));
  },
});
