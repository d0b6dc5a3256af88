import { deleteMember } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { orRefusedByQueue } from '../cluster/quorum-refusals.js';
import { DataError, NotOverHttp } from '../errors.js';

export default command({
  section: 'replication',
  summary: 'Removes the member of a quorum queue from a node',
  tool: 'rabbitmq-queues',
  args: { queue: text('name of the quorum queue'), node: text('node that loses the member') },
  flags: { vhost },
  examples: ['rabbitctl delete_member -p shop orders rabbit@mq3'],
  banner: ({ args }) => `Removing a replica of queue ${args.queue} on node ${args.node}...`,
  run: async ({ cluster: { api }, args: { queue, node }, flags: { vhost }, version }) => {
    if (!has((await version()).rabbitmq, 'quorum_members_over_http'))
      throw new NotOverHttp('HTTP removes no members before 3.12');
    await orRefusedByQueue(deleteMember(api, { vhost, queue }, node), { queue, vhost, version }).catch(doneIfNowhere);
  },
});

/** A node outside the cluster has no member to lose: the real tool of every version is content, HTTP of 4.3 is not. */
function doneIfNowhere(error: unknown): void {
  if (!(error instanceof DataError) || !/not a cluster member/.test(error.message)) throw error;
}
