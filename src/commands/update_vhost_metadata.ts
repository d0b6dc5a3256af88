import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { changeVhost, protectVhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';
import { checkQueueType, defaultQueueType } from '../cli/queue-type-input.js';
import { has } from '../cluster/capabilities.js';
import { NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Changes description, tags, default queue type or protection of a virtual host; what is not named stays',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  flags: {
    description: option('free text', 'd'),
    tags: option('tags, separated by commas'),
    'default-queue-type': defaultQueueType,
    'protected-from-deletion': { ...flag('delete_vhost is refused, from 4.0.6 on'), missing: undefined },
  },
  examples: ['rabbitctl update_vhost_metadata shop --description "the web shop"'],
  validate: ({ flags }) => {
    const type = flags['default-queue-type'];
    checkQueueType(type);
    const given = [flags.description, flags.tags, type, flags['protected-from-deletion']];
    if (given.every((one) => one === undefined)) {
      throw new UsageError('nothing to change is named', {
        hint: 'name one of --description, --tags, --default-queue-type',
      });
    }
  },
  banner: ({ args }) => `Updating metadata of vhost "${args.vhost}" ...`,
  run: async ({ cluster: { api }, args, flags, version }) => {
    const { description, tags, 'default-queue-type': type, 'protected-from-deletion': isProtected } = flags;
    const { rabbitmq } = await version();
    if (!has(rabbitmq, 'vhost_metadata_over_http')) {
      throw new NotOverHttp('HTTP does not change the metadata of a virtual host in this version');
    }
    if (isProtected !== undefined && !has(rabbitmq, 'vhost_deletion_protection')) {
      throw new UsageError(`RabbitMQ ${rabbitmq} cannot protect virtual hosts from deletion`);
    }
    const change = {
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
      ...(type === undefined ? {} : { default_queue_type: type, defaultqueuetype: type }),
    };
    if (Object.keys(change).length > 0) {
      await orNotFound(changeVhost(api, args.vhost, change), noSuchVhost(args.vhost));
    }
    if (isProtected !== undefined) {
      await orNotFound(protectVhost(api, args.vhost, isProtected), noSuchVhost(args.vhost));
    }
  },
});
