import { expect, it } from 'vitest';
import { ApiRefused } from '../../src/api/errors.js';
import addVhost from '../../src/commands/add_vhost.js';
import clearUserLimits from '../../src/commands/clear_user_limits.js';
import decode from '../../src/commands/decode.js';
import deleteQueue from '../../src/commands/delete_queue.js';
import encode from '../../src/commands/encode.js';
import importDefinitions from '../../src/commands/import_definitions.js';
import listQueues from '../../src/commands/list_queues.js';
import listUserLimits from '../../src/commands/list_user_limits.js';
import listVhosts from '../../src/commands/list_vhosts.js';
import restartFederationLink from '../../src/commands/restart_federation_link.js';
import restartShovel from '../../src/commands/restart_shovel.js';
import setUserLimits from '../../src/commands/set_user_limits.js';
import { NotOverHttp, UsageError } from '../../src/errors.js';
import { administrator, type Given, rowsOf, runCommand } from './fakes.js';

const rabbitmq = '3.8.9';
/** Of a write to a path that it does not have. */
const notAllowed = new ApiRefused('HTTP 405', { status: 405, answer: {} });
const limits = { text: '{"max-channels":1}', parse: () => ({ 'max-channels': 1 }) };
const vhost = { ...administrator, 'GET vhosts': [{ name: 'v', default_queue_type: 'quorum' }] };
const queues = { 'GET queues/%2F': [{ name: 'q', type: 'classic', node: 'rabbit@mq1', consumer_capacity: 0 }] };

it.each([
  ['add_vhost', addVhost, { args: { vhost: 'v' }, flags: { 'default-queue-type': 'quorum' } }],
  ['import_definitions', importDefinitions, { args: {}, flags: { format: 'json', 'skip-if-unchanged': true } }],
])(
  '%s: an option that came later is refused by name and version, and nothing done',
  async (_, command, given: Given) => {
    const { error, seen } = await runCommand(command, { ...given, rabbitmq });
    expect(error).toBeInstanceOf(UsageError);
    expect(error?.message).toMatch(/^RabbitMQ 3\.8\.9 has no --/);
    expect(seen).toEqual([]);
  },
);

it.each([
  ['set_user_limits', setUserLimits, { username: 'alice', definition: limits }],
  ['clear_user_limits', clearUserLimits, { username: 'alice', 'limit_type|all': 'all' }],
  ['list_user_limits', listUserLimits, {}],
])('%s: says by version that there is none', async (_, command, args) => {
  const answers = { 'GET users/alice': { name: 'alice' }, 'PUT user-limits/alice/max-channels': notAllowed };
  const flags = { user: 'alice', global: false };
  const { error } = await runCommand(command, { args, flags, answers, rabbitmq });
  expect(error?.message).toBe('RabbitMQ 3.8.9 has no limits of users');
  expect(error).toBeInstanceOf(UsageError);
});

it.each([
  ['restart_shovel', restartShovel, { name: 's' }, 'GET shovels', 'DELETE shovels/vhost/%2F/s/restart'],
  [
    'restart_federation_link',
    restartFederationLink,
    { link_id: 's' },
    'GET federation-links',
    'DELETE federation-links/vhost/%2F/s/rabbit@mq1/restart',
  ],
])('%s: what HTTP cannot restart yet the own tool does', async (_, command, args, list, restart) => {
  const one = { name: 's', id: 's', vhost: '/', node: 'rabbit@mq1' };
  const { error } = await runCommand(command, { args, answers: { [list]: [one], [restart]: notAllowed }, rabbitmq });
  expect(error).toBeInstanceOf(NotOverHttp);
});

it.each([
  ['list_vhosts', listVhosts, ['name', 'default_queue_type'], vhost],
  ['list_queues', listQueues, ['name', 'leader'], queues],
  ['list_queues', listQueues, ['name', 'online'], queues],
  ['list_queues', listQueues, ['name', 'consumer_capacity'], queues],
])('%s: a column that came later is refused before, and listed since', async (_, command, columns, answers) => {
  const { error } = await runCommand(command, { args: { columns }, answers, rabbitmq });
  expect(error?.message).toBe(`Info key(s) ${columns[1]} are not supported`);
  const { result } = await runCommand(command, { args: { columns }, answers, rabbitmq: '3.10.8' });
  expect(rowsOf(result)).toHaveLength(1);
});

it('delete_queue: the words of the version', async () => {
  const answers = { 'GET queues/%2F/q': { type: 'classic', messages_ready: 1 }, 'DELETE queues/%2F/q': undefined };
  const { result } = await runCommand(deleteQueue, { args: { queue_name: 'q' }, answers, rabbitmq });
  expect(result).toEqual({ kind: 'value', value: 'Queue was successfully deleted with 1 messages' });
});

it.each([
  ['3.8.9', 'Encrypting value ...', 'Decrypting value ...'],
  ['3.10.8', 'Encrypting value ...', 'Decrypting value...'],
  [
    '4.0.5',
    'Encrypting value to be used in advanced.config...',
    'Decrypting an advanced.config (Erlang term) value...',
  ],
])('encode, decode: the banner of %s', async (version, encrypting, decrypting) => {
  const context = { flags: {}, version: async () => ({ rabbitmq: version, erlang: '25.0' }) } as never;
  expect(await encode.definition.banner?.(context)).toBe(encrypting);
  expect(await decode.definition.banner?.(context)).toBe(decrypting);
});

it('decode: asks no node for the words of its banner either when all is given', async () => {
  const flags = { cipher: 'aes_128_cbc', hash: 'sha256', iterations: 1 };
  const version = async () => Promise.reject(new Error('nobody may be asked'));
  expect(await decode.definition.banner?.({ flags, version } as never)).toContain('advanced.config');
});
