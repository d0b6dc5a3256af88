import { changeUser } from '../api/change-user.js';
import { noSuchUser } from '../api/no-such-user.js';
import { keptPassword } from '../api/users.js';
import { command } from '../cli/command.js';
import { text, words } from '../cli/input.js';

export default command({
  section: 'user_management',
  summary: 'Sets the tags of a user in the place of those it has; the password stays',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), tag: words('administrator, monitoring, policymaker, management …') },
  examples: ['rabbitctl set_user_tags alice monitoring policymaker'],
  banner: ({ args }) => `Setting tags for user "${args.username}" to [${args.tag.join(', ')}] ...`,
  run: async ({ cluster, args: { username, tag: tags } }) => {
    await changeUser(
      cluster.api,
      username,
      // A server that says tags as one text takes no list.
      (user) => ({ ...keptPassword(user), tags: typeof user.tags === 'string' ? tags.join(',') : tags }),
      noSuchUser(username),
    );
  },
});
