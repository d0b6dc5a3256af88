import { isFound } from '../api/is-found.js';
import { missingForPermission } from '../api/missing-for-permission.js';
import { deletePermission } from '../api/permissions.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';

export default command({
  section: 'access_control',
  summary: 'Takes the permissions in a virtual host from a user',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user') },
  flags: { vhost },
  banner: ({ args, flags }) => `Clearing permissions for user "${args.username}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster: { api }, args, flags, version }) => {
    if (await isFound(deletePermission(api, flags.vhost, args.username))) return;
    // Nothing was there to be taken, which is no failure.
    if (has((await version()).rabbitmq, 'clear_permissions_of_nobody')) return;
    await missingForPermission(api, { user: args.username, vhost: flags.vhost });
  },
});
