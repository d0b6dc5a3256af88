import { awkward } from '../fixture-definitions.js';
import { get, type HttpStep, put, type Row, remove, type Step, segment } from '../row.js';

const queue = (name: string, vhost = '/'): string => `queues/${segment(vhost)}/${segment(name)}`;
const declared = (name: string, type = 'classic'): readonly Step[] => [
  remove(queue(name)),
  put(queue(name), { durable: true, arguments: { 'x-queue-type': type } }),
];
const message = (name: string): HttpStep => ({
  method: 'POST',
  path: 'exchanges/%2F/amq.default/publish',
  body: { properties: {}, routing_key: name, payload: 'text', payload_encoding: 'string' },
});
/** Classic queues alone have their totals at once. */
const left = [get('queues/%2F?disable_stats=true&enable_queue_totals=true&columns=name,messages')];
const names = [get('queues/%2F?disable_stats=true&columns=name')];

const full = {
  setup: [remove(queue('quorum')), ...declared('full'), message('full'), message('full')],
  probes: left,
};
const empty = { setup: declared('empty'), probes: left };
const quorum = { setup: [...declared('quorum', 'quorum'), message('quorum')], probes: names };
const stream = { setup: [...declared('stream', 'stream'), message('stream')], probes: names, since: '3.9.0' };
const oddName = awkward.names.join(' ');
const odd = { setup: declared(oddName), probes: left };

/** The tool asks for nobody's permission, HTTP does. */
const withoutPermission = {
  setup: [
    remove('vhosts/closed'),
    put('vhosts/closed'),
    put(queue('shut', 'closed'), { durable: true }),
    remove('permissions/closed/ops'),
  ],
  probes: [get('queues/closed?disable_stats=true&columns=name')],
  asksTool: true,
} as const;

const purge: readonly Row[] = [
  { argv: ['purge_queue', 'full'], ...full },
  { argv: ['purge_queue', 'full', '-q'], ...full },
  { argv: ['purge_queue', 'full', '--formatter', 'json'], ...full },
  { argv: ['purge_queue', 'full', '--dry-run'], ...full },
  { argv: ['purge_queue', 'quorum'], ...quorum },
  { argv: ['purge_queue', 'stream'], ...stream, code: 69 },
  { argv: ['purge_queue', 'stream', '--formatter', 'json'], ...stream, code: 69 },
  { argv: ['purge_queue', oddName], ...odd },
  { argv: ['purge_queue', 'nothing'] },
  { argv: ['purge_queue', 'nothing', '--formatter', 'json'] },
  { argv: ['purge_queue', 'nothing', '-p', 'no such vhost'] },
  { argv: ['purge_queue', ''], name: 'rabbitmqctl purge_queue without a name' },
  { argv: ['purge_queue'] },
  { argv: ['purge_queue', 'one', 'two'] },
  { argv: ['purge_queue', '-p', 'closed', 'shut'], ...withoutPermission },
];

const erase: readonly Row[] = [
  { argv: ['delete_queue', 'full'], ...full },
  { argv: ['delete_queue', 'full', '-q'], ...full },
  { argv: ['delete_queue', 'full', '-s'], ...full },
  { argv: ['delete_queue', 'full', '--formatter', 'json'], ...full },
  { argv: ['delete_queue', 'full', '--dry-run'], ...full },
  { argv: ['delete_queue', 'full', '--if-unused'], ...full },
  { argv: ['delete_queue', 'full', '-e'], ...full },
  { argv: ['delete_queue', 'full', '-e', '--formatter', 'json'], ...full },
  { argv: ['delete_queue', 'full', '-e', '-u', '--dry-run'], ...full },
  { argv: ['delete_queue', 'empty', '--if-empty', '--if-unused'], ...empty, code: 0 },
  { argv: ['delete_queue', 'empty', '--if-empty', '--no-if-empty'], ...empty },
  { argv: ['delete_queue', 'quorum'], ...quorum, asksTool: true, code: 0 },
  { argv: ['delete_queue', 'quorum', '-e'], ...quorum, asksTool: true },
  { argv: ['delete_queue', 'stream'], ...stream, code: 0 },
  { argv: ['delete_queue', 'stream', '-e'], ...stream, code: 0 },
  { argv: ['delete_queue', oddName], ...odd, code: 0 },
  { argv: ['delete_queue', 'full', '--force'], ...full, asksTool: true, since: '4.1.0', code: 0 },
  { argv: ['delete_queue', 'nothing', '--force', '--formatter', 'json'], asksTool: true, since: '4.1.0' },
  { argv: ['delete_queue', 'nothing'] },
  { argv: ['delete_queue', 'nothing', '--formatter', 'json'] },
  { argv: ['delete_queue', 'nothing', '-p', 'no such vhost'] },
  { argv: ['delete_queue', ''], name: 'rabbitmqctl delete_queue without a name' },
  { argv: ['delete_queue'] },
  { argv: ['delete_queue', 'one', 'two'] },
  { argv: ['delete_queue', '-p', 'closed', 'shut'], ...withoutPermission },
];

export const queueChangeRows: readonly Row[] = [...purge, ...erase];
