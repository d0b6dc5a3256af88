import { isFound } from '../api/is-found.js';
import { deletePermission } from '../api/permissions.js';
import { getVhost, putVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { option, text } from '../cli/input.js';
import { DataError, UsageError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Creates a virtual host; does nothing when there is one of that name',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  flags: {
    description: option('free text', 'd'),
    tags: option('tags, separated by commas'),
    'default-queue-type': option('queue type that clients get unless they ask for another: quorum, classic, stream'),
  },
  examples: ['rabbitctl add_vhost shop --description "the web shop" --default-queue-type quorum'],
  validate: ({ args, flags }) => {
    if (args.vhost === '') throw new DataError('a name must not be empty');
    const type = flags['default-queue-type'];
    if (type !== undefined && !['quorum', 'classic', 'stream'].includes(type)) {
      throw new UsageError(`Unsupported default queue type: ${type}`, {
        hint: 'There are quorum, classic and stream.',
      });
    }
  },
  banner: ({ args }) => `Adding vhost "${args.vhost}" ...`,
  run: async ({ cluster, settings, args, flags }) => {
    if (await isFound(getVhost(cluster.api, args.vhost))) return;
    const type = flags['default-queue-type'];
    await putVhost(cluster.api, args.vhost, {
      ...(flags.description === undefined ? {} : { description: flags.description }),
      ...(flags.tags === undefined ? {} : { tags: flags.tags }),
      ...(type === undefined ? {} : { default_queue_type: type, defaultqueuetype: type }),
    });
    // Over HTTP the creator gets full permissions, which rabbitmqctl gives nobody.
    await isFound(deletePermission(cluster.api, args.vhost, settings.nodes[0].api.username.value));
  },
});
