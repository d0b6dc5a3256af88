import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/cli/json-text.js';
import clearPassword from '../../src/commands/clear_password.js';
import clearTopicPermissions from '../../src/commands/clear_topic_permissions.js';
import clearUserLimits from '../../src/commands/clear_user_limits.js';
import clearVhostLimits from '../../src/commands/clear_vhost_limits.js';
import disableProtection from '../../src/commands/disable_vhost_deletion_protection.js';
import listTopicPermissions from '../../src/commands/list_topic_permissions.js';
import listUserLimits from '../../src/commands/list_user_limits.js';
import listUserPermissions from '../../src/commands/list_user_permissions.js';
import listUserTopicPermissions from '../../src/commands/list_user_topic_permissions.js';
import listVhostLimits from '../../src/commands/list_vhost_limits.js';
import restartVhost from '../../src/commands/restart_vhost.js';
import setPermissionsGlobally from '../../src/commands/set_permissions_globally.js';
import setTopicPermissions from '../../src/commands/set_topic_permissions.js';
import setVhostLimits from '../../src/commands/set_vhost_limits.js';
import traceOff from '../../src/commands/trace_off.js';
import { DataError } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const alice = { 'GET users/alice': { name: 'alice', tags: ['a'] } };
const rights = { username: 'alice', configure: '', write: '', read: '' };

it('clear_password: an unknown user is 69', async () => {
  const done = await runCommand(clearPassword, { args: { username: 'alice' } });
  expect(done.error).toMatchObject({ message: 'User "alice" does not exist', exitCode: 69 });
});

it('set_permissions_globally: every virtual host, none for a user that is not there', async () => {
  const vhosts = { 'GET vhosts': [{ name: 'a' }, { name: 'b' }] };
  const puts = { 'PUT permissions/a/alice': undefined, 'PUT permissions/b/alice': undefined };
  const { seen } = await runCommand(setPermissionsGlobally, {
    args: rights,
    answers: { ...alice, ...vhosts, ...puts },
  });
  expect(requests(seen).slice(-2)).toEqual(Object.keys(puts));
  expect((await runCommand(setPermissionsGlobally, { args: rights, answers: vhosts })).error?.exitCode).toBe(67);
});

it('set_topic_permissions: what is refused is 67 for the user, 69 for the rest', async () => {
  const given = { args: { username: 'alice', exchange: 'x', write: '(', read: '' } };
  const refused = { 'PUT topic-permissions/%2F/alice': new DataError('invalid_regexp') };
  expect((await runCommand(setTopicPermissions, { ...given, answers: refused })).error?.exitCode).toBe(67);
  expect((await runCommand(setTopicPermissions, { ...given, answers: { ...alice, ...refused } })).error?.exitCode).toBe(
    69,
  );
});

it('clear_topic_permissions: at one exchange or at all', async () => {
  const one = await runCommand(clearTopicPermissions, { args: { username: 'alice', exchange: 'x/y' } });
  expect(requests(one.seen)).toEqual(['DELETE topic-permissions/%2F/alice/x%2Fy']);
  const all = await runCommand(clearTopicPermissions, { args: { username: 'alice' } });
  expect(requests(all.seen)).toEqual(['DELETE topic-permissions/%2F/alice']);
});

it('lists of permissions do without what the server leaves out', async () => {
  const args = { username: 'alice' };
  const answers = {
    'GET users/alice/permissions': [{ vhost: '/' }],
    'GET users/alice/topic-permissions': [{ exchange: 'x' }],
    'GET vhosts/%2F/topic-permissions': [{ user: 'alice' }],
  };
  const rows = async (one: Parameters<typeof runCommand>[0]) =>
    rowsOf((await runCommand(one, { args, answers })).result);
  expect(await rows(listUserPermissions)).toEqual([['/', '', '', '']]);
  expect(await rows(listUserTopicPermissions)).toEqual([['', 'x', '', '']]);
  expect(await rows(listTopicPermissions)).toEqual([['alice', '', '', '']]);
});

describe('limits', () => {
  it('clear_user_limits takes away only what is set', async () => {
    const set = { ...alice, 'GET user-limits/alice': [{ value: { 'max-channels': 1 } }] };
    const answers = { ...set, 'DELETE user-limits/alice/max-channels': undefined };
    const clear = async (limit: string) =>
      requests(
        (await runCommand(clearUserLimits, { args: { username: 'alice', 'limit_type|all': limit }, answers })).seen,
      ).slice(2);
    expect(await clear('all')).toEqual(['DELETE user-limits/alice/max-channels']);
    expect(await clear('max-connections')).toEqual([]);
  });

  it('list_user_limits: none is an empty object', async () => {
    const answers = { ...alice, 'GET user-limits/alice': [] };
    const { result } = await runCommand(listUserLimits, { flags: { user: 'alice' }, answers });
    expect(result).toMatchObject({ value: '{}' });
  });

  it('list_vhost_limits: none is an empty list', async () => {
    const answers = { 'GET vhosts/%2F': { name: '/' }, 'GET vhost-limits/%2F': [{ vhost: '/', value: {} }] };
    expect(rowsOf((await runCommand(listVhostLimits, { answers })).result)).toEqual([]);
  });

  it('set_vhost_limits and clear_vhost_limits: 65 without the virtual host, 69 without limits', async () => {
    const definition = jsonText('{}', 'definition');
    expect((await runCommand(setVhostLimits, { args: { definition } })).error?.exitCode).toBe(65);
    expect((await runCommand(clearVhostLimits)).error?.exitCode).toBe(69);
  });
});

it('restart_vhost: starts it where it does not run, and says so', async () => {
  const start = { 'POST vhosts/%2F/start/rabbit%40mq1': undefined };
  const of = (state: string) => ({ ...start, 'GET vhosts/%2F': { cluster_state: { 'rabbit@mq1': state } } });
  const stopped = await runCommand(restartVhost, { answers: of('stopped') });
  expect([requests(stopped.seen).length, stopped.result]).toEqual([
    2,
    expect.objectContaining({ value: "Successfully restarted vhost '/' on node 'rabbit@mq1'" }),
  ]);
  expect(requests((await runCommand(restartVhost, { answers: of('running') })).seen)).toEqual(['GET vhosts/%2F']);
});

it('trace_off: a virtual host that is not there is no failure, as in the real tool', async () => {
  const { result } = await runCommand(traceOff, { flags: { vhost: 'v' }, face: 'json' });
  expect(result).toMatchObject({ value: { node: 'rabbit@mq1', result: 'ok', value: 'Trace disabled for vhost v' } });
});

it('disable_vhost_deletion_protection: a virtual host that is not there is 65', async () => {
  const { error } = await runCommand(disableProtection, { args: { vhost: 'v' }, rabbitmq: '4.3.6' });
  expect(error?.exitCode).toBe(65);
});
