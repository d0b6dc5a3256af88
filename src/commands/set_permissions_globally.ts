import { orNotFound } from '../api/is-found.js';
import { noSuchUser } from '../api/no-such-user.js';
import { putPermission } from '../api/permissions.js';
import { refusedPermission } from '../api/refused-permission.js';
import { getUser } from '../api/users.js';
import { listVhosts } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Sets what a user may configure, write and read in every virtual host that there is',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    configure: text('regular expression over the names the user may declare and delete'),
    write: text('regular expression over the names the user may publish and bind to'),
    read: text('regular expression over the names the user may consume and bind from'),
  },
  examples: ["rabbitctl set_permissions_globally alice '^alice-' '.*' '.*'"],
  banner: ({ args }) => `Setting permissions for user "${args.username}" in all virtual hosts ...`,
  run: async ({ cluster: { api }, args: { username: user, ...rights } }) => {
    await orNotFound(getUser(api, user), noSuchUser(user));
    for (const { name: vhost = '' } of await listVhosts(api, ['name'])) {
      await refusedPermission(api, putPermission(api, vhost, user, rights), { user, vhost });
    }
  },
});
