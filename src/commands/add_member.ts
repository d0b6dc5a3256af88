import { listNodes } from '../api/nodes.js';
import { addMember } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { checkMembership, membership } from '../cli/membership-input.js';
import { has } from '../cluster/capabilities.js';
import { orRefusedByQueue } from '../cluster/quorum-refusals.js';
import { NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'replication',
  summary: 'Adds a member of a quorum queue on a node',
  tool: 'rabbitmq-queues',
  args: { queue: text('name of the quorum queue'), node: text('node that gets the member') },
  flags: { vhost, membership },
  examples: ['rabbitctl add_member -p shop orders rabbit@mq3'],
  validate: ({ flags }) => checkMembership(flags.membership),
  banner: async ({ args, version }) => {
    const member = has((await version()).rabbitmq, 'members_of_any_queue') ? 'member' : 'replica';
    return `Adding a ${member} for queue ${args.queue} on node ${args.node}...`;
  },
  run: async ({ cluster: { api }, args: { queue, node }, flags: { vhost, membership }, version }) => {
    const { rabbitmq } = await version();
    if (!has(rabbitmq, 'quorum_membership')) {
      if (membership !== undefined) throw new UsageError('--membership is there since RabbitMQ 4.0');
    } else if (!(await listNodes(api, ['name', 'running'])).some(({ name, running }) => name === node && running)) {
      throw new UsageError(`node ${node} is not a running member of the cluster`);
    }
    if (!has(rabbitmq, 'quorum_members_over_http')) throw new NotOverHttp('HTTP adds no members before 3.12');
    await orRefusedByQueue(addMember(api, { vhost, queue }, node, membership), { queue, vhost, version });
  },
});
