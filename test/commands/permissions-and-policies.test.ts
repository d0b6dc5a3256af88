import { describe, expect, it } from 'vitest';
import { parseJson, printJson } from '../../src/api/json.js';
import { jsonText } from '../../src/cli/json-text.js';
import clearPolicy from '../../src/commands/clear_policy.js';
import listPermissions from '../../src/commands/list_permissions.js';
import listPolicies from '../../src/commands/list_policies.js';
import setPermissions from '../../src/commands/set_permissions.js';
import setPolicy from '../../src/commands/set_policy.js';
import { DataError, NotFound } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

describe('set_permissions', () => {
  const args = { username: 'alice', configure: '^a', write: '.*', read: '' };
  const route = 'PUT permissions/%2F/alice';

  it('sends the three patterns', async () => {
    const { seen } = await runCommand(setPermissions, { args, answers: { [route]: undefined } });
    expect(seen).toEqual([{ request: route, body: { configure: '^a', write: '.*', read: '' } }]);
  });

  it('an unknown user is 67, an unknown virtual host 69, though HTTP says the same of both', async () => {
    const missing = { [route]: new DataError('bad_request: not_found') };
    const known = { 'GET users/alice': { name: 'alice' } };
    expect((await runCommand(setPermissions, { args, answers: missing })).error).toMatchObject({
      message: 'User "alice" does not exist',
      exitCode: 67,
    });
    expect((await runCommand(setPermissions, { args, answers: { ...missing, ...known } })).error).toMatchObject({
      message: "Virtual host '/' does not exist",
      exitCode: 69,
    });
    expect(
      (await runCommand(setPermissions, { args, answers: { [route]: new NotFound('x'), ...known } })).error,
    ).toMatchObject({ exitCode: 69 });
  });

  it('a bad regular expression is 69, with the reason of the server', async () => {
    const answers = { [route]: new DataError('invalid regexp'), 'GET users/alice': { name: 'alice' } };
    expect((await runCommand(setPermissions, { args, answers })).error).toMatchObject({
      message: 'invalid regexp',
      exitCode: 69,
    });
  });
});

it('list_permissions: of a virtual host; an unknown one is 65', async () => {
  const answers = { 'GET vhosts/%2F/permissions': [{ user: 'a', configure: '^a', write: '.*', read: '' }] };
  expect(rowsOf((await runCommand(listPermissions, { answers })).result)).toEqual([['a', '^a', '.*', '']]);
  expect((await runCommand(listPermissions)).error?.exitCode).toBe(65);
});

describe('set_policy', () => {
  const flags = { priority: 3, 'apply-to': 'queues' };
  const sample = (definition: string) => ({ name: 'p', pattern: '^q', definition: jsonText(definition, 'definition') });

  it('sends everything that was given', async () => {
    const answers = { 'PUT policies/%2F/p': undefined };
    const { seen } = await runCommand(setPolicy, { args: sample('{"max-length":10}'), flags, answers });
    expect(seen).toEqual([
      {
        request: 'PUT policies/%2F/p',
        body: { pattern: '^q', definition: { 'max-length': 10 }, priority: 3, 'apply-to': 'queues' },
      },
    ]);
  });

  it('sends numbers as they were typed: 10.0 is not 10', async () => {
    const definition = '{"max-length":10.0,"message-ttl":12345678901234567890,"x":[1e3,-0.0,0.5]}';
    const answers = { 'PUT policies/%2F/p': undefined };
    const { seen } = await runCommand(setPolicy, { args: sample(definition), flags, answers });
    expect(printJson(seen[0]?.body)).toContain(`"definition":${definition}`);
  });

  it.each(['10.0', '10', '[]', 'null', '"{}"'])('%s is no definition: 69', async (typed) => {
    const { seen, error } = await runCommand(setPolicy, { args: sample(typed), flags });
    expect(error).toMatchObject({ message: `definition must be a JSON object, not ${typed}`, exitCode: 69 });
    expect(seen).toEqual([]);
  });

  it('bad JSON is 69, and nothing is sent', async () => {
    const { seen, error } = await runCommand(setPolicy, { args: sample('{"max-length":}'), flags });
    expect(error).toMatchObject({ exitCode: 69, hint: expect.stringMatching(/\n {14}\^$/) });
    expect(seen).toEqual([]);
  });

  it('a definition that the server refuses is 69, an unknown virtual host 65', async () => {
    const answers = { 'PUT policies/%2F/p': new DataError('Validation failed') };
    const refused = await runCommand(setPolicy, { args: sample('{}'), flags, answers });
    expect(refused.error).toMatchObject({ message: 'Validation failed', exitCode: 69 });
    expect((await runCommand(setPolicy, { args: sample('{}'), flags })).error).toMatchObject({ exitCode: 65 });
  });
});

it('clear_policy: an unknown one is 69', async () => {
  const { error } = await runCommand(clearPolicy, { args: { name: 'p' } });
  expect(error).toMatchObject({ message: 'Parameter does not exist', exitCode: 69 });
  const { seen } = await runCommand(clearPolicy, {
    args: { name: 'p' },
    answers: { 'DELETE policies/%2F/p': undefined },
  });
  expect(requests(seen)).toEqual(['DELETE policies/%2F/p']);
});

it('list_policies: the definition is JSON text', async () => {
  const policy = { vhost: '/', name: 'p', pattern: '^q', 'apply-to': 'all', definition: { a: 'é' }, priority: 1 };
  const { result } = await runCommand(listPolicies, { answers: { 'GET policies/%2F': [policy] } });
  expect(rowsOf(result)).toEqual([['/', 'p', '^q', 'all', '{"a":"é"}', 1]]);
  expect((await runCommand(listPolicies)).error?.exitCode).toBe(65);
});

it('list_policies: numbers in the definition are as the server wrote them', async () => {
  const definition = '{"a":10.0,"b":1.0e22,"c":12345678901234567890}';
  const answer = parseJson(`[{"vhost":"/","name":"p","pattern":"q","definition":${definition},"priority":0}]`);
  const { result } = await runCommand(listPolicies, { answers: { 'GET policies/%2F': answer } });
  expect(rowsOf(result)).toEqual([['/', 'p', 'q', 'all', definition, 0]]);
});
