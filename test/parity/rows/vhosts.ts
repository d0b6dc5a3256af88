import { get, put, type Row, remove, segment } from '../row.js';

const vhost = (name: string): string => `vhosts/${segment(name)}`;
const fresh = (name = 'new') => ({
  setup: [remove(vhost(name))],
  probes: [get(vhost(name), 'cluster_state'), get(`${vhost(name)}/permissions`)],
});
const existing = {
  setup: [
    remove(vhost('old')),
    put(vhost('old'), { description: 'kept', tags: 'a,b' }),
    put('permissions/old/guest', { configure: 'x', write: 'y', read: 'z' }),
  ],
  probes: [get(vhost('old')), get('vhosts/old/permissions')],
};

export const vhostRows: readonly Row[] = [
  { argv: ['add_vhost', 'new'], ...fresh() },
  { argv: ['add_vhost', 'new', '-q'], ...fresh() },
  { argv: ['add_vhost', 'new', '--formatter', 'json'], ...fresh() },
  { argv: ['add_vhost', 'new', '--dry-run'], ...fresh() },
  { argv: ['add_vhost', 'new', '--description', 'é "quoted"', '--default-queue-type', 'quorum'], ...fresh() },
  { argv: ['add_vhost', 'new', '--tags', 'a,b c'], ...fresh() },
  { argv: ['add_vhost', 'new', '--default-queue-type', 'nonsense'], ...fresh() },
  { argv: ['add_vhost', 'n "e"\t/w %2F 🐇'], ...fresh('n "e"\t/w %2F 🐇') },
  { argv: ['add_vhost', ''], name: 'rabbitmqctl add_vhost without a name', ...fresh() },
  { argv: ['add_vhost', 'old'], ...existing },
  { argv: ['add_vhost', 'old', '--description', 'another'], ...existing },
  { argv: ['add_vhost', 'old', '--formatter', 'json'], ...existing },
  { argv: ['delete_vhost', 'old'], ...existing },
  { argv: ['delete_vhost', 'old', '-s'], ...existing },
  { argv: ['delete_vhost', 'old', '--formatter', 'json'], ...existing },
  { argv: ['delete_vhost', 'old', '--dry-run'], ...existing },
  { argv: ['delete_vhost', 'nothing'] },
  { argv: ['delete_vhost', 'nothing', '--formatter', 'json'] },
  { argv: ['delete_vhost', ''], name: 'rabbitmqctl delete_vhost without a name' },
];
