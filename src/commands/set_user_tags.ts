import { changeUser } from '../api/change-user.js';
import { noSuchUser } from '../api/no-such-user.js';
import { keptPassword } from '../api/users.js';
import { command } from '../cli/command.js';
import { text, words } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { UsageError } from '../errors.js';

/** rabbit_auth_backend_internal MAX_USER_TAGS. */
const mostTags = 32;

export default command({
  section: 'user_management',
  summary: 'Sets the tags of a user in the place of those it has; the password stays',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), tag: words('administrator, monitoring, policymaker, management …') },
  examples: ['rabbitctl set_user_tags alice monitoring policymaker'],
  banner: ({ args }) => `Setting tags for user "${args.username}" to [${args.tag.join(', ')}] ...`,
  run: async ({ cluster, args: { username, tag: tags }, version }) => {
    if (tags.length > mostTags && has((await version()).rabbitmq, 'limit_of_user_tags')) {
      const reason = `A user can have at most ${mostTags} tags (received ${tags.length})`;
      throw new UsageError(reason, { exitCode: 65 });
    }
    await changeUser(
      cluster.api,
      username,
      // A server that says tags as one text takes no list.
      (user) => ({ ...keptPassword(user), tags: typeof user.tags === 'string' ? tags.join(',') : tags }),
      noSuchUser(username),
    );
  },
});
