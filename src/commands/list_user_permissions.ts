import { orNotFound } from '../api/is-found.js';
import { noSuchUser } from '../api/no-such-user.js';
import { listUserPermissions } from '../api/permissions.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Lists the permissions of a user in all virtual hosts',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { username: text('name of the user') },
  banner: ({ args }) => `Listing permissions for user "${args.username}" ...`,
  run: async ({ cluster, args }) => {
    const permissions = await orNotFound(
      listUserPermissions(cluster.api, args.username),
      noSuchUser(args.username, 69),
    );
    return {
      kind: 'rows',
      columns: ['vhost', 'configure', 'write', 'read'],
      rows: permissions.map(({ vhost = '', configure = '', write = '', read = '' }) => [vhost, configure, write, read]),
      streamed: false,
    };
  },
});
