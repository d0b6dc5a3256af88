import { ctl, put, type Row, type Step, segment } from '../row.js';

const root = segment('/');
const upstream = (name: string, uri: string): Step =>
  put(`parameters/federation-upstream/${root}/${name}`, { value: { uri, expires: 3600000 } });
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
const mask = { columns: ['last_changed'] };

export const federationRows: readonly Row[] = [
  { argv: ['federation_status', ...json], name: 'federation_status of none, as JSON' },
  { argv: ['federation_status'], name: 'federation_status of none', asksTool: true },
  { argv: ['federation_status', ...json], setup: linked, mask, unordered: true },
  { argv: ['federation_status', '--only-down', ...json], setup: linked, mask, unordered: true },
  { argv: ['federation_status', '--only-down', '--dry-run'] },
  { argv: ['restart_federation_link', 'nobody'], code: 69 },
  { argv: ['restart_federation_link', 'nobody', ...json], code: 69 },
  { argv: ['restart_federation_link'] },
  { argv: ['reset_stats_db'] },
  { argv: ['reset_stats_db', '--all'] },
  { argv: ['reset_stats_db', ...json] },
];
