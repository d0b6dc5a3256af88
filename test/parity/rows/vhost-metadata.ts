import { get, put, type Row, remove, type Step } from '../row.js';

const world: readonly Step[] = [remove('vhosts/meta'), put('vhosts/meta', { description: 'kept', tags: 'a,b' })];
const probes = [get('vhosts/meta', 'cluster_state')];
const both = (argv: readonly string[], more: Partial<Row> = {}): readonly Row[] => [
  { argv, setup: world, probes, ...more },
  { argv: [...argv, '--formatter', 'json'], setup: world, probes, ...more },
];
const protect: Step = { method: 'POST', path: 'vhosts/meta/deletion/protection' };
const updating = { since: '3.11.14' };
/** Versions that cannot protect refuse the very path (405). */
const unprotected: readonly Step[] = [remove('vhosts/meta/deletion/protection')];
const protecting = { since: '4.0.6', setup: [...unprotected, ...world] };

export const vhostMetadataRows: readonly Row[] = [
  ...both(['set_vhost_tags', 'meta', 'c', 'd e'], { since: '3.8.22' }),
  ...both(['set_vhost_tags', 'meta'], { since: '3.8.22' }),
  { argv: ['set_vhost_tags', 'nothing', 'a'], since: '3.8.22', code: 65 },
  { argv: ['set_vhost_tags', 'nothing', 'a', '--formatter', 'json'], since: '4.0.0', code: 69 },
  ...both(['update_vhost_metadata', 'meta', '--description', 'é'], updating),
  ...both(['update_vhost_metadata', 'meta', '--tags', 'x,y'], updating),
  ...both(['update_vhost_metadata', 'meta', '--tags', ''], updating),
  ...both(['update_vhost_metadata', 'meta', '--default-queue-type', 'quorum', '--tags', 'x'], updating),
  { argv: ['update_vhost_metadata', 'meta'], only: 'exit code', code: 64, ...updating },
  {
    argv: ['update_vhost_metadata', 'meta', '--default-queue-type', 'nonsense'],
    only: 'exit code',
    code: 65,
    ...updating,
  },
  ...both(['update_vhost_metadata', 'nothing', '--tags', 'a'], { ...updating, code: 65 }),
  // Trap 2: the rest of the metadata stays.
  ...both(['trace_on', '-p', 'meta']),
  ...both(['trace_off', '-p', 'meta'], {
    setup: [...world, put('vhosts/meta', { description: 'kept', tags: 'a,b', tracing: true })],
  }),
  { argv: ['trace_on', '-p', 'meta', '-q'], setup: world, probes },
  ...both(['trace_on', '-p', 'nothing']),
  ...both(['trace_off', '-p', 'nothing']),
  ...both(['restart_vhost', '-p', 'meta']),
  ...both(['restart_vhost', '-p', 'nothing'], { setup: [], probes: [], code: 70 }),
  ...both(['enable_vhost_deletion_protection', 'meta'], protecting),
  ...both(['disable_vhost_deletion_protection', 'meta'], protecting),
  ...both(['enable_vhost_deletion_protection', 'nothing'], protecting),
  ...both(['update_vhost_metadata', 'meta', '--protected-from-deletion'], protecting),
  ...both(['update_vhost_metadata', 'meta', '--default-queue-type', ''], { ...protecting, code: 65 }),
  ...both(['delete_vhost', 'meta'], {
    ...protecting,
    setup: [...protecting.setup, protect],
    // Else it could not be cleared away.
    probes: [...probes, ...unprotected],
  }),
  ...both(['update_vhost_metadata', 'meta', '--no-protected-from-deletion', '--tags', 'x'], {
    ...protecting,
    setup: [...protecting.setup, protect],
  }),
];
