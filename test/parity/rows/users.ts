import { masks } from '../masks.js';
import { ctl, get, put, type Row, remove, type Step, segment } from '../row.js';

const user = (name: string): string => `users/${segment(name)}`;
/** A wrong password and a missing tag are refused with different words. */
const login = (name: string, password: string): Step => ({ method: 'GET', path: 'whoami', login: [name, password] });
const fresh = (name: string, password: string) => ({
  setup: [remove(user(name))],
  probes: [get(user(name), 'password_hash'), login(name, password)],
});
const existing = {
  setup: [put(user('old'), { password: 'p', tags: 'monitoring' })],
  probes: [get(user('old'), 'password_hash'), login('old', 'p')],
};

const addUser: readonly Row[] = [
  { argv: ['add_user', 'new', 'pass word'], ...fresh('new', 'pass word') },
  { argv: ['add_user', 'new'], stdin: 'from stdin é\n', mask: masks.prompt, ...fresh('new', 'from stdin é') },
  // Without a banner 4.0.5 waits for ever for a line of stdin.
  { argv: ['add_user', 'new', '-q'], until: '4.0.0', stdin: 'no newline', ...fresh('new', 'no newline') },
  {
    argv: ['add_user', 'new'],
    name: 'rabbitmqctl add_user new, nothing on stdin',
    stdin: '',
    mask: masks.prompt,
    ...fresh('new', ''),
  },
  {
    argv: ['add_user', 'new', '-s'],
    until: '4.0.0',
    name: 'rabbitmqctl add_user new -s, two lines on stdin',
    stdin: 'first\nsecond\n',
    ...fresh('new', 'first'),
  },
  { argv: ['add_user', 'new', 'p', '-q'], ...fresh('new', 'p') },
  { argv: ['add_user', 'new', 'p', '-s'], ...fresh('new', 'p') },
  { argv: ['add_user', 'new', 'p', '--formatter', 'json'], ...fresh('new', 'p') },
  { argv: ['add_user', 'new', 'p', '--formatter', 'erlang'], ...fresh('new', 'p') },
  { argv: ['add_user', 'new', 'p', '--dry-run'], ...fresh('new', 'p') },
  { argv: ['add_user', 'new', ''], name: 'rabbitmqctl add_user with an empty password', ...fresh('new', '') },
  { argv: ['add_user', '', 'p'], name: 'rabbitmqctl add_user without a name' },
  { argv: ['add_user', 'ü "ñ"\t/%2F 🐇', 'pä:ss'], ...fresh('ü "ñ"\t/%2F 🐇', 'pä:ss') },
  { argv: ['add_user', '--', '-dash', '-p'], ...fresh('-dash', '-p') },
  { argv: ['add_user', 'old', 'other'], ...existing },
  { argv: ['add_user', 'old', 'other', '--formatter', 'json'], ...existing },
  { argv: ['add_user', 'new', 'nonsense', '--pre-hashed-password'], ...fresh('new', 'nonsense') },
  {
    argv: ['add_user', 'new', 'kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR', '--pre-hashed-password'],
    ...fresh('new', 'test12'),
  },
];

const deleteUser: readonly Row[] = [
  { argv: ['delete_user', 'old'], ...existing },
  { argv: ['delete_user', 'old', '-q'], ...existing },
  { argv: ['delete_user', 'old', '--formatter', 'json'], ...existing },
  { argv: ['delete_user', 'old', '--dry-run'], ...existing },
  { argv: ['delete_user', 'nobody'] },
  { argv: ['delete_user', 'nobody', '--formatter', 'json'] },
  {
    argv: ['delete_user', 'u/ü %'],
    setup: [put(user('u/ü %'), { password: 'p', tags: '' })],
    probes: [get(user('u/ü %'))],
  },
];

const permission = `permissions/${segment('v x')}/old`;
const granting = {
  setup: [...existing.setup, put('vhosts/v%20x'), remove(permission)],
  probes: [get(permission), get('users/old/permissions')],
};

const setPermissions: readonly Row[] = [
  { argv: ['set_permissions', '-p', 'v x', 'old', '^a"b\\.\t', '.*', ''], ...granting },
  { argv: ['set_permissions', 'old', 'é', '', '', '--vhost', 'v x', '-q'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'old', '.*', '.*', '.*', '--formatter', 'json'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'old', '.*', '.*', '.*', '--dry-run'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'nobody', '.*', '.*', '.*'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'nobody', '.*', '.*', '.*', '--formatter', 'json'], ...granting },
  { argv: ['set_permissions', '-p', 'no such vhost', 'old', '.*', '.*', '.*'], ...granting },
  { argv: ['set_permissions', '-p', 'no such vhost', 'old', '.*', '.*', '.*', '--formatter', 'json'], ...granting },
  { argv: ['set_permissions', '-p', 'no such vhost', 'nobody', '.*', '.*', '.*'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'old', '(', '.*', '.*'], ...granting },
  { argv: ['set_permissions', '-p', 'v x', 'old', '.*', '.*', '*', '--formatter', 'json'], ...granting },
];

const rule = '[{validation_backend,rabbit_credential_validator_min_password_length},{min_length,30}]';
const strict = {
  setup: [ctl('eval', `application:set_env(rabbit, credential_validator, ${rule}).`), ...fresh('new', '').setup],
  probes: [get(user('new')), ctl('eval', 'application:unset_env(rabbit, credential_validator).')],
  code: 69,
  mask: masks.refusalLog,
};

const refusedPasswords: readonly Row[] = [
  { argv: ['add_user', 'new', 'short'], name: 'rabbitmqctl add_user against the rules for passwords', ...strict },
  { argv: ['add_user', 'new', 'short', '--formatter', 'json'], ...strict },
];

export const userRows: readonly Row[] = [...addUser, ...refusedPasswords, ...deleteUser, ...setPermissions];
