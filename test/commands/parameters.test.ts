import { describe, expect, it } from 'vitest';
import { ApiRefused, ApiUnavailable } from '../../src/api/errors.js';
import { parseJson, printJson } from '../../src/api/json.js';
import { jsonText } from '../../src/cli/json-text.js';
import clearGlobalParameter from '../../src/commands/clear_global_parameter.js';
import clearOperatorPolicy from '../../src/commands/clear_operator_policy.js';
import clearParameter from '../../src/commands/clear_parameter.js';
import listGlobalParameters from '../../src/commands/list_global_parameters.js';
import listOperatorPolicies from '../../src/commands/list_operator_policies.js';
import listParameters from '../../src/commands/list_parameters.js';
import setGlobalParameter from '../../src/commands/set_global_parameter.js';
import setOperatorPolicy from '../../src/commands/set_operator_policy.js';
import setParameter from '../../src/commands/set_parameter.js';
import { DataError, NotPermitted } from '../../src/errors.js';
import { rowsOf, runCommand } from './fakes.js';

describe('DELETE of something absent: 404, where the tool has its own code', () => {
  it.each([
    [clearParameter, { component_name: 'shovel', name: 'x' }],
    [clearGlobalParameter, { name: 'x' }],
    [clearOperatorPolicy, { name: 'x' }],
  ])('is 69 (%#)', async (command, args) => {
    const { error } = await runCommand(command, { args });
    expect(error).toMatchObject({ message: 'Parameter does not exist', exitCode: 69 });
  });
});

describe('a virtual host without parameters, for users who may not ask for it by its name', () => {
  const refusal = new NotPermitted('Not administrator user');
  const answers = { 'GET parameters': [], 'GET vhosts/%2F': refusal };

  it('is there when they see it', async () => {
    const seen = await runCommand(listParameters, { answers: { ...answers, 'GET vhosts': [{ name: '/' }] } });
    expect([seen.error, rowsOf(seen.result)]).toEqual([undefined, []]);
  });

  it('is not said to be missing when they do not', async () => {
    const { error } = await runCommand(listParameters, { answers: { ...answers, 'GET vhosts': [{ name: 'x' }] } });
    expect(error).toBe(refusal);
  });
});

describe('parameters', () => {
  const args = { component_name: 'shovel', name: 's', value: jsonText('{"a":1.0}', 'value') };

  it('sends the value as it was typed, and what is refused is 69', async () => {
    const route = 'PUT parameters/shovel/%2F/s';
    const { seen } = await runCommand(setParameter, { args, answers: { [route]: undefined } });
    expect(printJson(seen[0]?.body)).toBe('{"component":"shovel","vhost":"/","name":"s","value":{"a":1.0}}');
    const refused = { [route]: new DataError('Validation failed') };
    expect((await runCommand(setParameter, { args, answers: refused })).error).toMatchObject({ exitCode: 69 });
    expect((await runCommand(setParameter, { args })).error).toMatchObject({ exitCode: 65 });
  });

  it('a value that is no JSON is 69, and nothing is sent', async () => {
    const value = jsonText('{', 'value');
    const { seen, error } = await runCommand(setGlobalParameter, { args: { name: 'g', value } });
    expect(error).toMatchObject({ exitCode: 69 });
    expect(seen).toEqual([]);
  });

  it('lists those of the virtual host, with floats as they are', async () => {
    const text =
      '[{"vhost":"/","component":"shovel","name":"s","value":{"b":2.0}},{"vhost":"x","component":"shovel","name":"t","value":1}]';
    const answers = { 'GET parameters': parseJson(text) };
    expect(rowsOf((await runCommand(listParameters, { answers })).result)).toEqual([['shovel', 's', '{"b":2.0}']]);
  });

  it('an empty list is no proof of the virtual host', async () => {
    const answers = { 'GET parameters': [] };
    expect((await runCommand(listParameters, { answers })).error).toMatchObject({ exitCode: 65 });
    const there = { ...answers, 'GET vhosts/%2F': { name: '/' } };
    expect(rowsOf((await runCommand(listParameters, { answers: there })).result)).toEqual([]);
  });

  it('lists global ones, the one without a name too', async () => {
    const answers = { 'GET global-parameters': [{ name: null, value: 1 }, { name: 'a', value: 'é' }, { name: 'b' }] };
    const { result } = await runCommand(listGlobalParameters, { answers });
    expect(rowsOf(result)).toEqual([
      ['', '1'],
      ['a', '"é"'],
      ['b', 'null'],
    ]);
  });
});

describe('operator policies', () => {
  const args = { name: 'o', pattern: '.*', definition: jsonText('{"max-length":1}', 'definition') };
  const flags = { priority: 0, 'apply-to': 'queues' };
  const route = 'PUT operator-policies/%2F/o';

  it('are listed and set at their own place', async () => {
    const { seen } = await runCommand(setOperatorPolicy, { args, flags, answers: { [route]: undefined } });
    expect(seen[0]).toMatchObject({ request: route, body: { definition: { 'max-length': 1 }, 'apply-to': 'queues' } });
    const answers = { 'GET operator-policies/%2F': [{ vhost: '/', name: 'o', definition: {} }] };
    const { result } = await runCommand(listOperatorPolicies, { answers });
    expect(rowsOf(result)).toEqual([['/', 'o', '', 'all', '{}', 0]]);
    expect((await runCommand(listOperatorPolicies)).error).toMatchObject({ exitCode: 65 });
  });

  it('HTTP 500 over a virtual host that is not there is 65; any other stays what it is', async () => {
    const crash = new ApiUnavailable('server', 'HTTP 500', { reached: true });
    const answers = { [route]: crash };
    expect((await runCommand(setOperatorPolicy, { args, flags, answers })).error).toMatchObject({
      message: "Virtual host '/' does not exist",
      exitCode: 65,
    });
    const there = { ...answers, 'GET vhosts/%2F': { name: '/' } };
    expect((await runCommand(setOperatorPolicy, { args, flags, answers: there })).error).toBe(crash);
  });

  it('trap 16: restrictions turn routes into 405: management.restrictions.operator_policy_changes.disabled', async () => {
    const answers = { [route]: new ApiRefused('Method Not Allowed', { status: 405, answer: {} }) };
    const { error } = await runCommand(setOperatorPolicy, { args, flags, answers });
    expect(error).toMatchObject({ exitCode: 69 });
    expect(error?.hint).toContain('management.restrictions.operator_policy_changes.disabled');
  });
});
