import { ctl, put, type Row, remove, type Step, segment } from '../row.js';

const root = segment('/');
// Tried again and again, the link that fails would be starting at times.
const upstream = (name: string, uri: string): Step =>
  put(`parameters/federation-upstream/${root}/${name}`, { value: { uri, expires: 3600000, 'reconnect-delay': 3600 } });
const isThere = (status: string): Step => ({
  ...{ method: 'GET', path: 'federation-links' },
  until: (links) => (links as { status: string }[]).some((link) => link.status === status),
});
const linked: readonly Step[] = [
  ctl('set_policy', 'federate', '^amq.topic$', '{"federation-upstream-set":"all"}', '--apply-to', 'exchanges'),
  upstream('up', 'amqp://'),
  upstream('down', 'amqp://no-such-host.invalid'),
  isThere('running'),
  isThere('error'),
];
const json = ['--formatter', 'json'];
// The link that fails is tried again and again.
const mask = { columns: ['last_changed'], text: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g };
const alone: readonly Step[] = [
  ...linked.slice(0, 2),
  remove(`parameters/federation-upstream/${root}/down`),
  {
    ...{ method: 'GET', path: 'federation-links' },
    until: (links) => String((links as { status: string }[]).map(({ status }) => status)) === 'running',
  },
];
const ofQueue: readonly Step[] = [
  ...alone.slice(0, 3),
  put(`queues/${root}/federated`),
  ctl('set_policy', 'federate queues', '^federated$', '{"federation-upstream-set":"all"}', '--apply-to', 'queues'),
  {
    ...{ method: 'GET', path: 'federation-links' },
    until: (links) =>
      (links as { type: string; status: string }[]).filter(({ status }) => status === 'running').length === 2,
  },
];

export const federationRows: readonly Row[] = [
  { argv: ['federation_status', ...json], name: 'federation_status of none, as JSON' },
  { argv: ['federation_status'], name: 'federation_status of none' },
  { argv: ['federation_status', ...json], setup: linked, mask, unordered: true },
  { argv: ['federation_status', '--only-down', ...json], setup: linked, mask, unordered: true },
  // From Erlang 26 on keys stand in the order of the tool's own table of atoms.
  ...[{ until: '4.0.0' }, { since: '4.0.0', asksTool: true as const }].flatMap((versions): readonly Row[] => [
    { argv: ['federation_status', '--only-down'], setup: linked, mask, ...versions },
    { argv: ['federation_status'], name: 'federation_status of one that runs', setup: alone, mask, ...versions },
  ]),
  { argv: ['federation_status', ...json], name: 'federation_status of a queue', setup: ofQueue, mask, unordered: true },
  { argv: ['federation_status', '--only-down', '--dry-run'] },
  { argv: ['restart_federation_link', 'nobody'], code: 69 },
  { argv: ['restart_federation_link', 'nobody', ...json], code: 69 },
  { argv: ['restart_federation_link'] },
  { argv: ['reset_stats_db'] },
  { argv: ['reset_stats_db', '--all'] },
  { argv: ['reset_stats_db', ...json] },
];
