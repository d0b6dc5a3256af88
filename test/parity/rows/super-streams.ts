import { put, type Row, remove, segment } from '../row.js';

const root = segment('/');
const of = (...argv: string[]): Row => ({ argv, tool: 'rabbitmq-streams' });
const gone = [0, 1, 2].map((number) => remove(`queues/${root}/orders-${number}`));
const blank = [remove(`exchanges/${root}/orders`), ...gone];
const probes = [{ method: 'GET' as const, path: `exchanges/${root}/orders`, without: ['user_who_performed_action'] }];
const made = { method: 'GET' as const, path: `queues/${root}/orders-0`, until: () => true };

/** What the plugins rabbitmq_stream, rabbitmq_consistent_hash_exchange and others add, all of it the node's tool's own. */
export const superStreamRows: readonly Row[] = [
  { ...of('add_super_stream', 'orders', '--partitions', '3'), setup: blank, probes },
  { ...of('add_super_stream', 'orders', '--partitions', '3'), name: 'add_super_stream that is there', setup: [made] },
  of('add_super_stream', 'orders', '--partitions', '0'),
  of('add_super_stream', 'orders', '--partitions', '2', '--binding-keys', 'a,b'),
  of('add_super_stream', 'orders', '--max-age', 'stone'),
  of('add_super_stream'),
  of('delete_super_stream', 'nobody'),
  of('delete_super_stream', 'nobody', '--formatter', 'json'),
  of('reset_offset', '--stream', 'nobody', '--reference', 'nobody'),
  of('activate_stream_consumer', '--stream', 'nobody', '--reference', 'nobody'),
  {
    argv: ['consistent_hash_exchange_ring_state', 'hash'],
    tool: 'rabbitmq-diagnostics',
    setup: [put(`exchanges/${root}/hash`, { type: 'x-consistent-hash' })],
  },
  { argv: ['consistent_hash_exchange_ring_state', 'nobody'], tool: 'rabbitmq-diagnostics' },
  { argv: ['decommission_mqtt_node', 'rabbit@nobody'], only: 'exit code' },
  { argv: ['clear_auth_backend_cache'], only: 'exit code' },
  { argv: ['list_trust_store_certificates'], tool: 'rabbitmq-diagnostics', only: 'exit code' },
  { argv: ['refresh_trust_store'], only: 'exit code' },
  { argv: ['add_signing_key', 'key', '--json', '{}'], only: 'exit code' },
  { argv: ['add_uaa_key', 'key', '--json', '{}'], only: 'exit code' },
];
