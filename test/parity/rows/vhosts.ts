import { masks } from '../masks.js';
import { ctl, get, put, type Row, remove, segment } from '../row.js';

const vhost = (name: string): string => `vhosts/${segment(name)}`;
/** 3.10.8 keeps `--tags` as one string, which HTTP cannot make, and none as an empty string. */
const unequal = ['cluster_state', 'tags', 'metadata'];
const fresh = (name = 'new') => ({
  setup: [remove(vhost(name))],
  probes: [get(vhost(name), ...unequal), get(`${vhost(name)}/permissions`)],
});
const existing = {
  setup: [
    remove(vhost('old')),
    put(vhost('old'), { description: 'kept', tags: 'a,b' }),
    put('permissions/old/guest', { configure: 'x', write: 'y', read: 'z' }),
  ],
  probes: [get(vhost('old')), get('vhosts/old/permissions')],
};

const atLimit = {
  setup: [ctl('eval', 'application:set_env(rabbit, vhost_max, 1).'), ...fresh().setup],
  probes: [ctl('eval', 'application:unset_env(rabbit, vhost_max).'), get(vhost('new'))],
  since: '4.0.0',
  code: 64,
  mask: masks.refusalLog,
};

export const vhostRows: readonly Row[] = [
  { argv: ['add_vhost', 'new'], ...fresh() },
  { argv: ['add_vhost', 'new', '-q'], ...fresh() },
  { argv: ['add_vhost', 'new', '--formatter', 'json'], ...fresh() },
  { argv: ['add_vhost', 'new', '--dry-run'], ...fresh() },
  { argv: ['add_vhost', 'new', '--description', 'é "quoted"', '--default-queue-type', 'quorum'], ...fresh() },
  { argv: ['add_vhost', 'new', '--tags', 'a,b c'], ...fresh() },
  {
    argv: ['add_vhost', 'new', '--tags', 'a'],
    since: '4.0.0',
    setup: fresh().setup,
    probes: [get(vhost('new'), 'cluster_state')],
  },
  { argv: ['add_vhost', 'new', '--default-queue-type', 'nonsense'], ...fresh() },
  { argv: ['add_vhost', 'n "e"\t/w %2F 🐇'], ...fresh('n "e"\t/w %2F 🐇') },
  { argv: ['add_vhost', ''], name: 'rabbitmqctl add_vhost without a name', probes: [ctl('delete_vhost', '')] },
  { argv: ['add_vhost', 'new'], name: 'rabbitmqctl add_vhost beyond the limit', ...atLimit },
  {
    argv: ['add_vhost', 'new', '--formatter', 'json'],
    name: 'rabbitmqctl add_vhost --formatter json beyond the limit',
    ...atLimit,
  },
  { argv: ['add_vhost', 'old'], ...existing },
  { argv: ['add_vhost', 'old', '--description', 'another'], ...existing },
  { argv: ['add_vhost', 'old', '--formatter', 'json'], ...existing },
  { argv: ['delete_vhost', 'old'], ...existing },
  { argv: ['delete_vhost', 'old', '-s'], ...existing },
  { argv: ['delete_vhost', 'old', '--formatter', 'json'], ...existing },
  { argv: ['delete_vhost', 'old', '--dry-run'], ...existing },
  { argv: ['delete_vhost', 'nothing'] },
  { argv: ['delete_vhost', 'nothing', '--formatter', 'json'] },
];
