import { changeUser } from '../api/change-user.js';
import { noSuchUser } from '../api/no-such-user.js';
import type { User } from '../api/users.js';
import { command } from '../cli/command.js';
import { optional, secret, text } from '../cli/input.js';

export default command({
  section: 'user_management',
  summary: 'Changes the password of a user; its tags and permissions stay',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    newpassword: secret(optional(text('password; without it, read from stdin or asked for'))),
  },
  examples: ['printf \'%s\\n\' "$SECRET" | rabbitctl change_password alice'],
  banner: ({ args }) => `Changing password for user "${args.username}" ...`,
  run: async ({ cluster, args, readSecret }) => {
    const password = args.newpassword ?? (await readSecret('Password: '));
    const changed = ({ tags = '' }: User) => ({ password, tags });
    await changeUser(cluster.api, args.username, changed, noSuchUser(args.username));
  },
});
