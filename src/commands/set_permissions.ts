import { putPermission } from '../api/permissions.js';
import { refusedPermission } from '../api/refused-permission.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'access_control',
  summary: 'Sets what a user may configure, write and read in a virtual host',
  tool: 'rabbitmqctl',
  args: {
    username: text('name of the user'),
    configure: text('regular expression over the names the user may declare and delete'),
    write: text('regular expression over the names the user may publish and bind to'),
    read: text('regular expression over the names the user may consume and bind from'),
  },
  flags: { vhost },
  examples: ["rabbitctl set_permissions -p shop alice '^alice-' '.*' '.*'"],
  banner: ({ args, flags }) => `Setting permissions for user "${args.username}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster: { api }, args: { username: user, ...rights }, flags: { vhost } }) => {
    await refusedPermission(api, putPermission(api, vhost, user, rights), { user, vhost });
  },
});
