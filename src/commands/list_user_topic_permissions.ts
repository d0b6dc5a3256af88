import { orNotFound } from '../api/is-found.js';
import { noSuchUser } from '../api/no-such-user.js';
import { listUserTopicPermissions } from '../api/topic-permissions.js';
import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Lists the topic permissions of a user in all virtual hosts',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { username: text('name of the user') },
  // The real tool prints none unless it is told to.
  flags: { 'table-headers': { ...flag('print the header row'), missing: false } },
  banner: ({ args }) => `Listing topic permissions for user "${args.username}" ...`,
  run: async ({ cluster, args }) => {
    const found = await orNotFound(listUserTopicPermissions(cluster.api, args.username), noSuchUser(args.username, 69));
    return {
      kind: 'rows',
      columns: ['vhost', 'exchange', 'write', 'read'],
      rows: found.map(({ vhost = '', exchange = '', write = '', read = '' }) => [vhost, exchange, write, read]),
      streamed: false,
    };
  },
});
