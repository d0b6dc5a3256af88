import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { protectVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { UsageError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Lets a virtual host be deleted again',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  banner: ({ args }) => `Removing deletion protection from virtual host "${args.vhost}" by updating its metadata...`,
  run: async ({ cluster, args, version }) => {
    const { rabbitmq } = await version();
    // Else the 404 of an old version would pass for a virtual host that is not there.
    if (!has(rabbitmq, 'vhost_deletion_protection')) {
      throw new UsageError(`RabbitMQ ${rabbitmq} cannot protect virtual hosts from deletion`);
    }
    await orNotFound(protectVhost(cluster.api, args.vhost, false), noSuchVhost(args.vhost));
  },
});
