import { orNotFound } from '../api/is-found.js';
import { deleteUserLimit, listUserLimits } from '../api/limits.js';
import { noSuchUser } from '../api/no-such-user.js';
import { getUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { orNoUserLimits } from '../cluster/or-no-user-limits.js';

export default command({
  section: 'user_management',
  summary: 'Takes one limit, or all, from a user',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), 'limit_type|all': text('max-connections, max-channels, or all') },
  banner: ({ args }) =>
    args['limit_type|all'] === 'all'
      ? `Clearing all limits for user "${args.username}" ...`
      : `Clearing "${args['limit_type|all']}" limit for user "${args.username}" ...`,
  run: async ({ cluster: { api }, args: { username, 'limit_type|all': limit }, version }) => {
    await orNotFound(getUser(api, username), noSuchUser(username, 69));
    const [limited] = await orNoUserLimits(listUserLimits(api, username), version);
    const set = Object.keys(limited?.value ?? {});
    for (const name of set.filter((name) => limit === 'all' || limit === name)) {
      await deleteUserLimit(api, username, name);
    }
  },
});
