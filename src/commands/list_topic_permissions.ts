import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { listVhostTopicPermissions } from '../api/topic-permissions.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Lists the topic permissions of users in a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { vhost },
  banner: ({ flags }) => `Listing topic permissions for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) => {
    const found = await orNotFound(listVhostTopicPermissions(cluster.api, flags.vhost), noSuchVhost(flags.vhost));
    return {
      kind: 'rows',
      columns: ['user', 'exchange', 'write', 'read'],
      rows: found.map(({ user = '', exchange = '', write = '', read = '' }) => [user, exchange, write, read]),
      streamed: false,
    };
  },
});
