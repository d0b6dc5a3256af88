import { quorumStatus } from '../api/quorum-queues.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';
import { has } from '../cluster/capabilities.js';
import { orRefusedByQueue } from '../cluster/quorum-refusals.js';
import { NotOverHttp } from '../errors.js';
import { Atom, type Term } from '../format/term.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows how far each member of a quorum queue is',
  tool: 'rabbitmq-queues',
  repeatable: true,
  formatter: 'pretty_table',
  args: { queue: text('name of the quorum queue') },
  flags: { vhost },
  examples: ['rabbitctl quorum_status -p shop orders'],
  banner: async ({ cluster, args, version }) => {
    const kind = has((await version()).rabbitmq, 'members_of_any_queue') ? 'queue' : 'quorum queue';
    return `Status of ${kind} ${args.queue} on node ${(await cluster.answering()).name} ...`;
  },
  run: async ({ cluster, settings, args: { queue }, flags, face, version }) => {
    const { vhost, formatter = 'pretty_table' } = flags;
    const { rabbitmq } = await version();
    if (!has(rabbitmq, 'quorum_status_over_http')) throw new NotOverHttp('HTTP does not know it before 3.13.7');
    if (face !== 'json' && formatter !== 'pretty_table' && !settings.apiOnly.value)
      throw new NotOverHttp('HTTP has not the terms that the real tool prints');
    const members = await orRefusedByQueue(quorumStatus(cluster.api, { vhost, queue }), { queue, vhost, version });
    // A member that cannot be asked has other keys.
    const columns = [...new Set(members.flatMap((member) => Object.keys(member)))];
    const isWhole = members.every((member) => columns.every((column) => isPlain(member[column])));
    if (!isWhole && !settings.apiOnly.value) throw new NotOverHttp('HTTP does not say it as the real tool does');
    return {
      kind: 'rows',
      columns,
      rows: members.map((member) => columns.map((column) => plain(member[column]))),
      streamed: true,
    };
  },
});

type Plain = string | number | bigint;

const isPlain = (value: unknown): value is Plain => ['string', 'number', 'bigint'].includes(typeof value);

const plain = (value: unknown): Term => (isPlain(value) ? value : new Atom(''));
