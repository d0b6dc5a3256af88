import { get, put, type Row, remove, type Step } from '../row.js';

const world: readonly Step[] = [
  put('users/old', { password: 'p', tags: '' }),
  put('vhosts/v%20x'),
  remove('permissions/%2F/old'),
  put('permissions/v%20x/old', { configure: '^a', write: '.*', read: '' }),
  remove('topic-permissions/v%20x/old'),
  put('topic-permissions/v%20x/old', { exchange: 'amq.topic', write: '^a', read: '.*' }),
];
const probes = [get('permissions'), get('topic-permissions')];
const both = (argv: readonly string[], more: Partial<Row> = {}): readonly Row[] => [
  { argv, setup: world, probes, ...more },
  { argv: [...argv, '--formatter', 'json'], setup: world, probes, ...more, ...(more.code === 67 ? { code: 69 } : {}) },
];
const inVhost = ['-p', 'v x'];
const nowhere = ['-p', 'no such vhost'];
const changed = { since: '4.0.0' };

const clear: readonly Row[] = [
  ...both(['clear_permissions', 'old', ...inVhost]),
  { argv: ['clear_permissions', 'old', ...inVhost, '-q'], setup: world, probes },
  // Trap 6: nothing to delete is a 404, and no failure of the tool.
  ...both(['clear_permissions', 'old'], { code: 0 }),
  ...both(['clear_permissions', 'nobody', ...inVhost]),
  ...both(['clear_permissions', 'old', ...nowhere]),
  ...both(['clear_topic_permissions', 'old', ...inVhost]),
  ...both(['clear_topic_permissions', 'old', 'amq.topic', ...inVhost]),
  ...both(['clear_topic_permissions', 'old', 'other', ...inVhost], { code: 0 }),
  ...both(['clear_topic_permissions', 'nobody', ...inVhost]),
  ...both(['clear_topic_permissions', 'old', ...nowhere]),
  { argv: ['clear_topic_permissions', 'old', 'amq.topic', '-p', 'v x', '--dry-run'], setup: world, probes },
];

const set: readonly Row[] = [
  ...both(['set_permissions_globally', 'old', '^x', '.*', ''], changed),
  ...both(['set_permissions_globally', 'nobody', '', '', ''], { ...changed, code: 67 }),
  ...both(['set_permissions_globally', 'old', '(', '', ''], { ...changed, code: 69 }),
  ...both(['set_topic_permissions', 'old', 'amq.topic', 'é', '^b"', ...inVhost]),
  ...both(['set_topic_permissions', 'old', 'no such exchange', 'a', 'b', ...inVhost]),
  ...both(['set_topic_permissions', 'old', '', 'a', 'b', ...inVhost]),
  ...both(['set_topic_permissions', 'nobody', 'amq.topic', 'a', 'b', ...inVhost], { code: 67 }),
  ...both(['set_topic_permissions', 'old', 'amq.topic', 'a', 'b', ...nowhere], { code: 69 }),
  ...both(['set_topic_permissions', 'old', 'amq.topic', '(', 'b', ...inVhost], { code: 69 }),
];

const list: readonly Row[] = [
  ...both(['list_user_permissions', 'old']),
  ...both(['list_user_permissions', 'nobody'], { code: 69 }),
  { argv: ['list_user_permissions', 'old', '-s'], setup: world },
  { argv: ['list_user_permissions', 'old', '--formatter', 'csv'], setup: world },
  ...both(['list_topic_permissions', ...inVhost]),
  ...both(['list_topic_permissions']),
  ...both(['list_topic_permissions', ...nowhere], { code: 65 }),
  ...both(['list_user_topic_permissions', 'old']),
  ...both(['list_user_topic_permissions', 'nobody'], { code: 69 }),
  { argv: ['list_user_topic_permissions', 'old', '-q'], setup: world },
];

export const permissionRows: readonly Row[] = [...clear, ...set, ...list];
