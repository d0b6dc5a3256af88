import { expect, it } from 'vitest';
import { AccessRefused, ApiRefused } from '../../src/api/errors.js';
import { superStreamArguments } from '../../src/cluster/super-stream-arguments.js';
import addSuperStream from '../../src/commands/add_super_stream.js';
import { DataError, NotOverHttp } from '../../src/errors.js';
import { administrator, runCommand } from './fakes.js';

const path = 'PUT stream/super-streams/a%20b/or%2Fders';
const add = (flags: object = {}, answer: unknown = undefined, rabbitmq = '4.1.1') =>
  runCommand(addSuperStream, {
    args: { name: 'or/ders' },
    flags: { vhost: 'a b', ...flags },
    answers: { ...administrator, [path]: answer },
    rabbitmq,
  });

it('three partitions by default, or as many, or keys', async () => {
  const { result, seen } = await add();
  expect(seen).toEqual([{ request: path, body: { partitions: 3, arguments: {} } }]);
  expect(result).toEqual({ kind: 'value', value: 'Super stream or/ders has been created' });
  const bodyOf = async (flags: object) => (await add(flags)).seen[0]?.body;
  expect(await bodyOf({ partitions: 5 })).toEqual({ partitions: 5, arguments: {} });
  expect(await bodyOf({ 'binding-keys': 'a, b' })).toEqual({ 'binding-keys': 'a, b', arguments: {} });
  expect(await bodyOf({ 'routing-keys': 'a' })).toEqual({ 'binding-keys': 'a', arguments: {} });
});

it('what its streams are declared with is text, in bytes and seconds', () => {
  const given = {
    ...{ 'max-length-bytes': '20gb', 'stream-max-segment-size-bytes': '5MiB', 'max-age': '-P1Y2M3DT4H5M6.9S' },
    ...{ 'leader-locator': 'balanced', 'initial-cluster-size': 3 },
  };
  expect(superStreamArguments(given)).toEqual({
    ...{ 'max-length-bytes': '20000000000', 'stream-max-segment-size-bytes': '5242880' },
    'max-age': `${(365 + 60 + 3) * 86_400 + 4 * 3600 + 5 * 60 + 6}s`,
    ...{ 'queue-leader-locator': 'balanced', 'initial-cluster-size': '3' },
  });
  expect(superStreamArguments({})).toEqual({});
});

it.each(['1.5gb', '20mB', '1PiB', '5t', '-1'])('an amount that is none, or that only the tool reads: %s', (amount) => {
  expect(superStreamArguments({ 'max-length-bytes': amount })).toBeUndefined();
});

it('what HTTP has no way to do is the node’s own tool’s', async () => {
  const errors = await Promise.all([
    add({}, undefined, '4.1.0'),
    add({ 'max-age': 'P1W' }),
    add({ 'binding-keys': ' , ' }),
    add({}, new ApiRefused('no', { status: 405, answer: {} })),
    add({}, new AccessRefused('Access refused.', { username: 'ops' })),
  ]);
  for (const { error } of errors) expect(error).toBeInstanceOf(NotOverHttp);
});

it('a refusal is told without the Erlang around it, with the tool’s exit code', async () => {
  const there = '{reference_already_exists,"there is already an exchange named or/ders"}';
  const { error } = await add({}, new DataError(there));
  expect(error).toMatchObject({ exitCode: 70, message: 'there is already an exchange named or/ders' });
  const tuple = '{validation_failed,{"Duplicate partition names found a"}}';
  expect((await add({}, new DataError(tuple))).error?.message).toBe('Duplicate partition names found a');
  const pieces = `[[123,["reference_already_exists",44,"\\"there is one\\""],125]]`;
  expect((await add({}, new DataError(pieces))).error?.message).toBe('there is one');
  expect((await add({}, new DataError('[broken'))).error?.message).toBe('[broken');
  expect((await add({}, new DataError('no words of Erlang'))).error?.message).toBe('no words of Erlang');
});
