import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { listVhostPermissions } from '../api/permissions.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Lists the permissions of users in a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { vhost },
  banner: ({ flags }) => `Listing permissions for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) => {
    const permissions = await orNotFound(listVhostPermissions(cluster.api, flags.vhost), noSuchVhost(flags.vhost));
    return {
      kind: 'rows',
      columns: ['user', 'configure', 'write', 'read'],
      rows: permissions.map(({ user = '', configure = '', write = '', read = '' }) => [user, configure, write, read]),
      streamed: false,
    };
  },
});
