import { pluginsAreThere } from '../as-broker.js';
import { masks } from '../masks.js';
import { get, put, type Row, remove, segment, shell } from '../row.js';

const root = segment('/');
const of = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-streams', since: '3.9.0' });
const parts = ['0', '1', '2', 'a', 'b'];
const blank = [remove(`exchanges/${root}/orders`), ...parts.map((part) => remove(`queues/${root}/orders-${part}`))];
const exchange = get(`exchanges/${root}/orders`, 'user_who_performed_action');
/** The exchange, what binds it, and one of its streams. */
const probes = [
  exchange,
  get(`exchanges/${root}/orders/bindings/source`),
  ...parts.map((part) => get(`queues/${root}/orders-${part}?columns=name,type,durable,arguments`)),
];
const made = { method: 'GET' as const, path: `queues/${root}/orders-0`, until: () => true };
const json = ['--formatter', 'json'];

const add = (...words: string[]): Row => of('add_super_stream', 'orders', ...words);
/** Made, over HTTP where there is a request for it. */
const makes = (...words: string[]): Row => ({ ...add(...words), setup: blank, probes, asksTool: '4.1.1' });
const limits = ['--max-length-bytes', '20gb', '--stream-max-segment-size-bytes', '500mb', '--max-age', 'P1DT2H30M5S'];
/** Whoever makes a virtual host over HTTP may do everything in it. */
const elsewhere = [remove(`vhosts/${segment('su/per é')}`), put(`vhosts/${segment('su/per é')}`)];
const given = ['--binding-keys', 'a, b,,'];

/** rabbitmqctl cannot. */
const added = shell(
  1,
  `${pluginsAreThere}; runuser -u rabbitmq -- /usr/lib/rabbitmq/bin/rabbitmq-streams add_super_stream orders --partitions 3`,
);

/** What the plugins rabbitmq_stream, rabbitmq_consistent_hash_exchange and others add, all of it the node's tool's own. */
export const superStreamRows: readonly Row[] = [
  makes('--partitions', '3'),
  makes(),
  { ...makes('-q'), seldom: true },
  makes(...json),
  { ...makes('--formatter', 'erlang'), seldom: true },
  { ...add('--dry-run'), setup: blank, probes: [exchange] },
  { ...makes(...given), since: '3.11.0' },
  makes('--routing-keys', 'a,b'),
  makes('--partitions', '1', ...limits, '--leader-locator', 'balanced', '--initial-cluster-size', '1'),
  makes('--partitions', '1', '--max-length-bytes', '5MiB', '--max-age', '+PT1.5S', '--leader-locator', 'client-local'),
  { ...makes('--binding-keys', ', '), since: '3.11.0', asksTool: true },
  {
    ...of('add_super_stream', 'or/ders é', '-p', 'su/per é', '--partitions', '1'),
    ...{ setup: elsewhere, asksTool: '4.1.1' },
    probes: [get(`queues/${segment('su/per é')}?columns=name,arguments`)],
  },
  // Nobody may write there, and the tool asks for no permission.
  {
    ...add('-p', 'su/per é'),
    ...{ name: 'add_super_stream where the user has no permissions', asksTool: true },
    setup: [...elsewhere, remove(`permissions/${segment('su/per é')}/ops`)],
  },
  // Before that its stack trace has the options, and --plugins-dir is ours.
  { ...add('-p', 'nowhere'), asksTool: true, since: '4.0.0' },
  { ...add('--partitions', '3'), name: 'add_super_stream that is there', setup: [made], asksTool: '4.1.1' },
  { ...add(...json), name: 'add_super_stream that is there, as JSON', setup: [made], asksTool: '4.1.1', seldom: true },
  {
    ...add('--partitions', '2'),
    ...{ name: 'add_super_stream where a queue has its name', probes: [exchange], asksTool: '4.1.1' },
    setup: [...blank, put(`queues/${root}/orders-1`, { durable: true })],
  },
  { ...makes('--partitions', '1001'), name: 'add_super_stream of too many partitions', since: '4.3.4' },
  add('--binding-keys', 'a', '--routing-keys', 'b'),
  add('--partitions', '0'),
  add('--partitions', '2', '--binding-keys', 'a,b'),
  add('--max-age', 'stone'),
  of('add_super_stream'),
  {
    ...of('delete_super_stream', 'orders'),
    setup: [...blank, added],
    probes,
    code: 0,
  },
  { ...of('delete_super_stream', 'nobody'), mask: masks.refusalLog },
  { ...of('delete_super_stream', 'nobody', '--formatter', 'json'), mask: masks.refusalLog, seldom: true },
  of('reset_offset', '--stream', 'nobody', '--reference', 'nobody'),
  of('activate_stream_consumer', '--stream', 'nobody', '--reference', 'nobody'),
  {
    argv: ['consistent_hash_exchange_ring_state', 'hash'],
    tool: 'rabbitmq-diagnostics',
    setup: [put(`exchanges/${root}/hash`, { type: 'x-consistent-hash' })],
  },
  { argv: ['consistent_hash_exchange_ring_state', 'nobody'], tool: 'rabbitmq-diagnostics' },
];
