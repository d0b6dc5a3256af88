import { describe, expect, it } from 'vitest';
import check from '../../src/commands/check_if_cluster_has_classic_queue_mirroring_policy.js';
import environment from '../../src/commands/environment.js';
import operatorPolicies from '../../src/commands/list_operator_policies_with_classic_queue_mirroring.js';
import policies from '../../src/commands/list_policies_with_classic_queue_mirroring.js';
import remove from '../../src/commands/remove_classic_queue_mirroring_from_policies.js';
import { CheckFailed, NotOverHttp, NotPermitted } from '../../src/errors.js';
import { Atom, Tuple } from '../../src/format/term.js';
import { administrator, requests, runCommand } from './fakes.js';

const policy = (name: string, definition: object) => ({ vhost: 'a b', name, pattern: '.', priority: 1, definition });
const listed = [
  policy('mirrors', { 'ha-mode': 'exactly', 'ha-params': 2 }),
  policy('does not', { 'max-length': 5 }),
  { name: 'of an odd answer' },
];

describe.each([
  ['policies', policies],
  ['operator-policies', operatorPolicies],
])('%s that mirror classic queues', (kind, command) => {
  it('are those with ha-mode, of all virtual hosts, where the version mirrors', async () => {
    const answers = { ...administrator, [`GET ${kind}`]: listed };
    const { result, seen } = await runCommand(command, { rabbitmq: '3.13.7', answers });
    expect(requests(seen).toSorted()).toEqual([`GET ${kind}`, 'GET whoami']);
    expect(result).toMatchObject({
      rows: [['a b', 'mirrors', '.', 'all', '{"ha-mode":"exactly","ha-params":2}', 1]],
    });
  });

  it('cannot be, since 4.0; an older tool says that it knows no such command', async () => {
    expect((await runCommand(command, { rabbitmq: '4.0.5' })).error).toBeInstanceOf(CheckFailed);
    expect((await runCommand(command, { rabbitmq: '3.10.8' })).passed).toEqual([undefined]);
  });
});

describe('all policies that mirror', () => {
  const ha = { 'ha-mode': 'all', 'ha-sync-mode': 'automatic' };
  const both = { ...administrator, 'GET policies': listed, 'GET operator-policies': [policy('rule', ha)] };
  const changed = {
    'PUT policies/a%20b/mixed': undefined,
    'DELETE policies/a%20b/mirrors': undefined,
    'DELETE operator-policies/a%20b/rule': undefined,
  };
  const rabbitmq = '3.13.7';

  it('are what the check fails over, with names; none is well', async () => {
    const { error } = await runCommand(check, { rabbitmq, answers: both });
    const said = 'Policy mirrors enables classic queue mirroring\nOperator policy rule enables classic queue mirroring';
    expect(error).toMatchObject({ exitCode: 69, message: said });
    expect(error?.details).toMatchObject({ policies: [{ name: 'mirrors' }], operator_policies: [{ name: 'rule' }] });
    const none = { ...administrator, 'GET policies': [], 'GET operator-policies': [] };
    const well = 'Cluster reported no policies that enable classic queue mirroring';
    expect((await runCommand(check, { rabbitmq, answers: none })).result).toEqual({ kind: 'value', value: well });
  });

  it('lose what mirrors, and go where nothing else is in them', async () => {
    const mixed = policy('mixed', { ...ha, 'max-length': 5 });
    const answers = { ...both, ...changed, 'GET policies': [...listed, mixed] };
    const { error, seen } = await runCommand(remove, { rabbitmq, answers });
    expect(error).toBeUndefined();
    expect(seen.filter(({ request }) => !request.startsWith('GET'))).toEqual([
      { request: 'DELETE policies/a%20b/mirrors' },
      {
        request: 'PUT policies/a%20b/mixed',
        body: { pattern: '.', definition: { 'max-length': 5 }, priority: 1, 'apply-to': 'all' },
      },
      { request: 'DELETE operator-policies/a%20b/rule' },
    ]);
  });

  it('may be more than the user sees: that is said', async () => {
    const answers = { ...both, 'GET whoami': { name: 'shop', tags: ['policymaker'] } };
    const { notes } = await runCommand(check, { rabbitmq, answers });
    expect(notes.join()).toContain('user "shop" sees only what is its own');
  });

  it.each([check, remove])('cannot be since 4.0; older tools know no such command', async (command) => {
    expect((await runCommand(command, { rabbitmq: '4.0.5' })).error).toBeInstanceOf(CheckFailed);
    expect((await runCommand(command, { rabbitmq: '3.10.8' })).passed).toEqual([undefined]);
  });
});

describe('environment', () => {
  const answers = { 'GET config/effective': '[{rabbit,[{a,b}]}]\n' };
  const told = [new Tuple(new Atom('rabbit'), [new Tuple(new Atom('a'), new Atom('b'))])];

  it('as JSON comes over HTTP; as text, in the order of the tool, from the tool', async () => {
    expect((await runCommand(environment, { face: 'json', answers })).result).toEqual({ kind: 'value', value: told });
    const { error, seen } = await runCommand(environment, { answers });
    expect(error).toBeInstanceOf(NotOverHttp);
    expect(seen).toEqual([]);
  });

  it('comes over HTTP in any form where nothing else may be asked', async () => {
    expect((await runCommand(environment, { apiOnly: true, answers })).result).toEqual({ kind: 'value', value: told });
  });

  it('is the tool’s where a version does not tell it, but not where the user may not see it', async () => {
    expect((await runCommand(environment, { face: 'json' })).error).toBeInstanceOf(NotOverHttp);
    const refused = new NotPermitted('no');
    const hidden = { 'GET config/effective': refused };
    expect((await runCommand(environment, { face: 'json', answers: hidden })).error).toBe(refused);
  });
});
