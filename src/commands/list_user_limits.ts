import { orNotFound } from '../api/is-found.js';
import { printJson } from '../api/json.js';
import { listUserLimits } from '../api/limits.js';
import { noSuchUser } from '../api/no-such-user.js';
import { getUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { flag, option } from '../cli/input.js';
import { orNoUserLimits } from '../cluster/or-no-user-limits.js';
import { value } from '../format/result.js';

export default command({
  section: 'user_management',
  summary: 'Lists the limits of a user, or of all users that have some',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { user: { ...option('name of the user'), missing: 'guest' }, global: flag('all users that have limits') },
  banner: ({ flags }) =>
    flags.global ? 'Listing limits for all users ...' : `Listing limits for user "${flags.user}" ...`,
  run: async ({ cluster: { api }, flags, version }) => {
    if (flags.global) {
      const limited = await orNoUserLimits(listUserLimits(api), version);
      const rows = limited.map(({ user = '', value: limits = {} }) => [user, printJson(limits)]);
      return { kind: 'rows', columns: ['user', 'limits'], rows, streamed: false };
    }
    const name = flags.user ?? 'guest';
    await orNotFound(getUser(api, name), noSuchUser(name, 69));
    const [limited] = await orNoUserLimits(listUserLimits(api, name), version);
    return value(printJson(limited?.value ?? {}));
  },
});
