import { orNotFound } from '../api/is-found.js';
import { type Limits, putUserLimit } from '../api/limits.js';
import { noSuchUser } from '../api/no-such-user.js';
import { orRefused } from '../api/refused.js';
import { typedObject } from '../api/typed-object.js';
import { getUser } from '../api/users.js';
import { command } from '../cli/command.js';
import { json, text } from '../cli/input.js';
import { orNoUserLimits } from '../cluster/or-no-user-limits.js';

export default command({
  section: 'user_management',
  summary: 'Sets limits of a user; those that are not named stay',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), definition: json('limits, as JSON: max-connections, max-channels') },
  examples: ['rabbitctl set_user_limits alice \'{"max-connections":10}\''],
  banner: ({ args }) => `Setting user limits to "${args.definition.text}" for user "${args.username}" ...`,
  run: async ({ cluster: { api }, args, version }) => {
    const limits = typedObject(args.definition, 'limits');
    await orNotFound(getUser(api, args.username), noSuchUser(args.username, 69));
    for (const [limit, value] of doubtfulFirst(limits)) {
      await orRefused(orNoUserLimits(putUserLimit(api, args.username, limit, value), version));
    }
  },
});

/** HTTP takes one limit at a time: what is refused should be so before anything is changed. */
function doubtfulFirst(limits: Limits): readonly (readonly [string, unknown])[] {
  const isUsual = (limit: string, value: unknown) =>
    ['max-connections', 'max-channels'].includes(limit) && Number.isInteger(value);
  const entries = Object.entries(limits);
  return [...entries.filter((entry) => !isUsual(...entry)), ...entries.filter((entry) => isUsual(...entry))];
}
