import { isFound } from '../api/is-found.js';
import { missingForPermission } from '../api/missing-for-permission.js';
import { deleteTopicPermissions } from '../api/topic-permissions.js';
import { command } from '../cli/command.js';
import { optional, text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';

export default command({
  section: 'access_control',
  summary: 'Takes the topic permissions in a virtual host, at one exchange or at all, from a user',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), exchange: optional(text('only those at this exchange')) },
  flags: { vhost },
  banner: ({ args, flags }) => {
    const where = args.exchange === undefined ? '' : ` on "${args.exchange}"`;
    return `Clearing topic permissions${where} for user "${args.username}" in vhost "${flags.vhost}" ...`;
  },
  run: async ({ cluster: { api }, args, flags, version }) => {
    if (await isFound(deleteTopicPermissions(api, flags.vhost, args.username, args.exchange))) return;
    // Nothing was there to be taken, which is no failure.
    if (has((await version()).rabbitmq, 'clear_permissions_of_nobody')) return;
    await missingForPermission(api, { user: args.username, vhost: flags.vhost });
  },
});
