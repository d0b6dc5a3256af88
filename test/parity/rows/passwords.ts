import { masks } from '../masks.js';
import { get, put, type Row, remove, type Step, segment } from '../row.js';

const login = (name: string, password: string): Step => ({ method: 'GET', path: 'whoami', login: [name, password] });
/** A user with tags: they must stay. */
const existing = (password = 'p') => ({
  setup: [put('users/old', { password: 'p', tags: 'monitoring,x y' })],
  probes: [get('users/old', 'password_hash'), login('old', password)],
});
const tagless = { setup: [put('users/none', { password: 'p', tags: '' })] };
const odd = 'ü "ñ"/%2F 🐇';

const authenticate: readonly Row[] = [
  { argv: ['hash_password', 's3cret'], since: '4.0.0', until: '4.1.0' },
  { argv: ['authenticate_user', 'old', 'p'], ...existing() },
  { argv: ['authenticate_user', 'old', 'p', '-q'], ...existing() },
  { argv: ['authenticate_user', 'old', 'p', '--formatter', 'json'], ...existing() },
  { argv: ['authenticate_user', 'old', 'p', '--dry-run'], ...existing() },
  { argv: ['authenticate_user', 'old'], stdin: 'p\n', mask: masks.prompt, ...existing() },
  { argv: ['authenticate_user', 'old', 'wrong'], ...existing(), code: 65 },
  { argv: ['authenticate_user', 'old', 'wrong', '--formatter', 'json'], ...existing(), code: 65 },
  { argv: ['authenticate_user', 'nobody', 'p'], code: 65 },
  { argv: ['authenticate_user', 'none', 'p'], ...tagless, code: 0 },
  { argv: ['authenticate_user', 'none', 'wrong'], ...tagless, code: 65 },
  { argv: ['authenticate_user', odd, 'pä:ss'], setup: [put(`users/${segment(odd)}`, { password: 'pä:ss', tags: '' })] },
];

const change: readonly Row[] = [
  { argv: ['change_password', 'old', 'new one'], ...existing('new one') },
  { argv: ['change_password', 'old', 'new', '-s'], ...existing('new') },
  { argv: ['change_password', 'old', 'new', '--formatter', 'json'], ...existing('new') },
  { argv: ['change_password', 'old', 'new', '--dry-run'], ...existing() },
  { argv: ['change_password', 'old'], stdin: 'é from stdin\n', mask: masks.prompt, ...existing('é from stdin') },
  { argv: ['change_password', 'old', ''], name: 'rabbitmqctl change_password to nothing', ...existing('') },
  { argv: ['change_password', 'nobody', 'p'], code: 67 },
  { argv: ['change_password', 'nobody', 'p', '--formatter', 'json'], code: 69 },
  { argv: ['clear_password', 'old'], ...existing() },
  { argv: ['clear_password', 'old', '-q'], ...existing() },
  { argv: ['clear_password', 'old', '--formatter', 'json'], ...existing() },
  { argv: ['clear_password', 'nobody'], code: 69 },
  { argv: ['clear_password', 'nobody', '--formatter', 'json'], code: 69 },
];

/** One more than 4.3.6 lets a user have. */
const many = Array.from({ length: 33 }, (_, index) => `tag${index}`);

const tags: readonly Row[] = [
  { argv: ['set_user_tags', 'old', 'a', 'b c'], ...existing() },
  { argv: ['set_user_tags', 'old', 'management', '-q'], ...existing() },
  { argv: ['set_user_tags', 'old', '--formatter', 'json', 'a'], ...existing() },
  { argv: ['set_user_tags', 'old'], ...existing() },
  { argv: ['set_user_tags', 'old', 'a,b', 'é'], since: '4.0.0', asksTool: true, ...existing() },
  { argv: ['set_user_tags', 'old', ...many], name: 'set_user_tags old with 33 tags', ...existing() },
  { argv: ['set_user_tags', 'nobody', 'a'], code: 67 },
  { argv: ['set_user_tags', 'nobody', 'a', '--formatter', 'json'], code: 69 },
];

export const passwordRows: readonly Row[] = [
  ...authenticate,
  ...change,
  ...tags,
  { argv: ['list_users', '-q'], setup: [remove('users/none'), ...existing().setup] },
];
