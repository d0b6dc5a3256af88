import { describe, expect, it } from 'vitest';
import { LoginRefused } from '../../src/api/errors.js';
import { jsonText } from '../../src/cli/json-text.js';
import addUser from '../../src/commands/add_user.js';
import addVhost from '../../src/commands/add_vhost.js';
import authenticateUser from '../../src/commands/authenticate_user.js';
import changePassword from '../../src/commands/change_password.js';
import clearPermissions from '../../src/commands/clear_permissions.js';
import enableProtection from '../../src/commands/enable_vhost_deletion_protection.js';
import setUserLimits from '../../src/commands/set_user_limits.js';
import setUserTags from '../../src/commands/set_user_tags.js';
import setVhostTags from '../../src/commands/set_vhost_tags.js';
import traceOn from '../../src/commands/trace_on.js';
import updateVhostMetadata from '../../src/commands/update_vhost_metadata.js';
import { DataError, NotOverHttp, NotPermitted } from '../../src/errors.js';
import { requests, runCommand } from './fakes.js';

const user = { name: 'alice', tags: ['b', 'c'], password_hash: 'hash', hashing_algorithm: 'sha256' };
const users = { 'GET users/alice': user, 'PUT users/alice': undefined };

describe('trap 2: PUT is a replace', () => {
  it('set_user_tags re-sends the hash of the password', async () => {
    const { seen } = await runCommand(setUserTags, { args: { username: 'alice', tag: ['x'] }, answers: users });
    expect(seen.at(-1)?.body).toEqual({ password_hash: 'hash', hashing_algorithm: 'sha256', tags: ['x'] });
  });

  it('set_user_tags sends text to a server that says tags as text', async () => {
    const answers = { ...users, 'GET users/alice': { ...user, tags: 'a' } };
    const { seen } = await runCommand(setUserTags, { args: { username: 'alice', tag: ['x', 'y'] }, answers });
    expect(seen.at(-1)?.body).toMatchObject({ tags: 'x,y' });
  });

  it('set_user_tags refuses more tags than the version lets a user have', async () => {
    const args = { username: 'alice', tag: Array.from({ length: 33 }, (_, index) => `t${index}`) };
    const { seen, error } = await runCommand(setUserTags, { args, answers: users, rabbitmq: '4.3.6' });
    expect([requests(seen), error]).toEqual([
      [],
      expect.objectContaining({ message: 'A user can have at most 32 tags (received 33)', exitCode: 65 }),
    ]);
    expect((await runCommand(setUserTags, { args, answers: users, rabbitmq: '4.0.5' })).error).toBeUndefined();
  });

  it('change_password re-sends the tags', async () => {
    const { seen } = await runCommand(changePassword, { args: { username: 'alice' }, secret: 'p', answers: users });
    expect(seen.at(-1)?.body).toEqual({ password: 'p', tags: ['b', 'c'] });
  });

  it('change_password does not take apart a tag with a comma', async () => {
    const answers = { ...users, 'GET users/alice': { ...user, tags: ['a,b'] } };
    const { error, seen } = await runCommand(changePassword, { args: { username: 'alice' }, secret: 'p', answers });
    expect([error, requests(seen)]).toEqual([expect.any(NotOverHttp), ['GET users/alice']]);
  });

  it('changes of a virtual host re-send description, tags, queue type, tracing and protection', async () => {
    const kept = { description: 'd', tags: ['a'], default_queue_type: 'quorum', tracing: false };
    const vhost = { ...kept, name: 'v', protected_from_deletion: true };
    const answers = { 'GET vhosts/v': vhost, 'PUT vhosts/v': undefined };
    const trace = await runCommand(traceOn, { flags: { vhost: 'v' }, answers });
    expect(trace.seen.at(-1)?.body).toMatchObject({ ...kept, tracing: true, protected_from_deletion: true });
    const tags = await runCommand(setVhostTags, { args: { vhost: 'v', tag: ['z'] }, answers });
    expect(tags.seen.at(-1)?.body).toMatchObject({ ...kept, tags: ['z'] });
  });

  it('3.8 leaves the metadata of a virtual host as they are: its own tool is asked', async () => {
    const given = { args: { vhost: 'v', tag: ['z'] }, rabbitmq: '3.8.9' };
    expect((await runCommand(setVhostTags, given)).error).toBeInstanceOf(NotOverHttp);
  });
});

it('trap 3: creating a virtual host gives the HTTP user full permissions in it', async () => {
  const answers = { 'GET whoami': { name: 'ops' }, 'PUT vhosts/v': undefined, 'DELETE permissions/v/ops': undefined };
  const { seen } = await runCommand(addVhost, { args: { vhost: 'v' }, answers });
  expect(requests(seen).at(-1)).toBe('DELETE permissions/v/ops');
});

it('trap 4: the key of the default queue type has two names', async () => {
  const given = { args: { vhost: 'v' }, flags: { 'default-queue-type': 'quorum' } };
  const answers = { 'GET vhosts/v': { name: 'v' }, 'PUT vhosts/v': undefined };
  const { seen } = await runCommand(updateVhostMetadata, { ...given, answers });
  expect(seen.at(-1)?.body).toEqual({ default_queue_type: 'quorum', defaultqueuetype: 'quorum' });
});

it('trap 5: add_user refuses duplicates, add_vhost ignores them, PUT takes both', async () => {
  const twice = await runCommand(addUser, { args: { username: 'alice', password: 'p' }, answers: users });
  expect([twice.error?.exitCode, requests(twice.seen)]).toEqual([70, ['GET users/alice']]);
  const answers = { 'GET whoami': { name: 'ops' }, 'GET vhosts/v': { name: 'v' } };
  const again = await runCommand(addVhost, { args: { vhost: 'v' }, answers });
  expect([again.error, requests(again.seen).some((one) => one.startsWith('PUT'))]).toEqual([undefined, false]);
});

describe('trap 6: DELETE of something absent is 404', () => {
  const given = { args: { username: 'alice' }, flags: { vhost: 'v' } };

  it('clear_permissions has nothing to do then', async () => {
    expect((await runCommand(clearPermissions, given)).error).toBeUndefined();
    const answers = { 'GET users/alice': user, 'GET vhosts/v': { name: 'v' } };
    expect((await runCommand(clearPermissions, { ...given, answers, rabbitmq: '3.10.8' })).error).toBeUndefined();
  });

  it('RabbitMQ 3 has codes for a user and a virtual host that are not there', async () => {
    const old = { ...given, rabbitmq: '3.10.8' };
    expect((await runCommand(clearPermissions, old)).error?.exitCode).toBe(67);
    const answers = { 'GET users/alice': user };
    expect((await runCommand(clearPermissions, { ...old, answers })).error?.exitCode).toBe(69);
  });
});

it('trap 11: a 404 of an old version is no virtual host that is missing', async () => {
  const { error, seen } = await runCommand(enableProtection, { args: { vhost: 'v' }, rabbitmq: '4.0.5' });
  expect([error?.exitCode, seen]).toEqual([64, []]);
});

describe('trap 14: authorisation failures are 401 in two spellings', () => {
  const login = (answer: unknown, username = 'alice') =>
    runCommand(authenticateUser, { args: { username, password: 'p' }, answers: { 'GET whoami': answer } });
  const refused = (message: string) => new LoginRefused(message, { credentialsGiven: true });

  it('a user without a tag has logged in all the same', async () => {
    expect((await login(new NotPermitted('Not management user'))).result).toMatchObject({ value: 'Success' });
    expect((await login(refused('mq1 refuses the login'))).error).toMatchObject({ exitCode: 65 });
  });

  it('a user that may log in on the machine only, or whose name has a colon, is for its own tool', async () => {
    expect((await login(refused('may log in only from the node’s own machine'))).error).toBeInstanceOf(NotOverHttp);
    expect((await login(undefined, 'a:b')).error).toBeInstanceOf(NotOverHttp);
  });
});

it('trap 15: users with the tag protected cannot be changed over HTTP', async () => {
  const refusal = new DataError('Protected users cannot be modified via the HTTP API');
  const answers = { ...users, 'PUT users/alice': refusal };
  const { error } = await runCommand(changePassword, { args: { username: 'alice', newpassword: 'p' }, answers });
  expect(error).toBeInstanceOf(NotOverHttp);
});

it('set_user_limits sends what may be refused before it changes anything', async () => {
  const definition = jsonText('{"max-channels":1,"max":2}', 'definition');
  const answers = { 'GET users/alice': user, 'PUT user-limits/alice/max': new DataError('Unrecognised terms') };
  const { error, seen } = await runCommand(setUserLimits, { args: { username: 'alice', definition }, answers });
  expect([error?.exitCode, requests(seen).at(-1)]).toEqual([69, 'PUT user-limits/alice/max']);
});
