import { isFound } from '../api/is-found.js';
import type { ManagementApi } from '../api/management-api.js';
import { deletePermission } from '../api/permissions.js';
import { getVhost, putVhost } from '../api/vhosts.js';
import { whoAmI } from '../api/who-am-i.js';
import { command } from '../cli/command.js';
import type { Context } from '../cli/context.js';
import { option, text } from '../cli/input.js';
import { checkQueueType, defaultQueueType } from '../cli/queue-type-input.js';
import { has } from '../cluster/capabilities.js';
import { CheckFailed, CliError, DataError, Interrupted, UsageError } from '../errors.js';

export default command({
  section: 'virtual_hosts',
  summary: 'Creates a virtual host; does nothing when there is one of that name',
  tool: 'rabbitmqctl',
  args: { vhost: text('name of the virtual host') },
  flags: {
    description: option('free text', 'd'),
    tags: option('tags, separated by commas'),
    'default-queue-type': defaultQueueType,
  },
  examples: ['rabbitctl add_vhost shop --description "the web shop" --default-queue-type quorum'],
  validate: ({ args, flags }) => {
    if (args.vhost === '') throw new DataError('a name must not be empty');
    checkQueueType(flags['default-queue-type']);
  },
  banner: ({ args }) => `Adding vhost "${args.vhost}" ...`,
  run: async ({ cluster, args, flags, version }) => {
    const type = flags['default-queue-type'];
    if (type !== undefined) await checkDefaultQueueType(version);
    const [exists, creator] = await Promise.all([isFound(getVhost(cluster.api, args.vhost)), whoAmI(cluster.api)]);
    if (exists) return;
    await withinLimit(
      putVhost(cluster.api, args.vhost, {
        ...(flags.description === undefined ? {} : { description: flags.description }),
        ...(flags.tags === undefined ? {} : { tags: flags.tags }),
        ...(type === undefined ? {} : { default_queue_type: type, defaultqueuetype: type }),
      }),
    );
    await takeBackPermissions(cluster.api, args.vhost, creator);
  },
});

async function checkDefaultQueueType(version: Context<unknown, unknown>['version']): Promise<void> {
  const { rabbitmq } = await version();
  if (!has(rabbitmq, 'default_queue_type')) throw new UsageError(`RabbitMQ ${rabbitmq} has no --default-queue-type`);
}

/** One more than the broker's vhost_max is 64 in the real tool. */
async function withinLimit(put: Promise<void>): Promise<void> {
  try {
    await put;
  } catch (error) {
    if (!(error instanceof DataError) || !/vhost limit of/.test(error.message)) throw error;
    throw new DataError(error.message, { exitCode: 64, cause: error });
  }
}

/** Over HTTP the creator gets full permissions, which rabbitmqctl gives nobody. A second run would find the virtual host and do nothing. */
async function takeBackPermissions(api: ManagementApi, vhost: string, creator: string): Promise<void> {
  try {
    await isFound(deletePermission(api, vhost, creator));
  } catch (cause) {
    if (!(cause instanceof CliError)) throw cause;
    const Failure = cause instanceof Interrupted ? Interrupted : CheckFailed;
    throw new Failure(`virtual host "${vhost}" is made, but ${creator} still has full permissions there`, {
      hint: `${cause.message}\nTake them away with: rabbitmqctl clear_permissions -p ${JSON.stringify(vhost)} ${JSON.stringify(creator)}`,
      cause,
    });
  }
}
