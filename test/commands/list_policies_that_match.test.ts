import { expect, it } from 'vitest';
import command from '../../src/commands/list_policies_that_match.js';
import { NotOverHttp } from '../../src/errors.js';
import { Tuple } from '../../src/format/term.js';
import { runCommand } from './fakes.js';

const policy = {
  vhost: '/',
  name: 'p',
  pattern: '^m',
  'apply-to': 'all',
  definition: { 'max-length': 5 },
  priority: 2,
};
const answers = { 'GET queues/%2F/matched': { name: 'matched', type: 'classic' }, 'GET policies/%2F': [policy] };
const args = { name: 'matched' };

it('has definitions as terms; as JSON, in the form of the version', async () => {
  const { result } = await runCommand(command, { args, answers, flags: { formatter: 'erlang' }, face: 'erlang' });
  expect(result).toMatchObject({
    rows: [['/', 'p', '^m', 'all', [new Tuple('max-length', 5)], 2]],
    streamed: false,
  });
  const two = { ...policy, definition: { 'max-length': 5, overflow: 'drop-head' } };
  const table = await runCommand(command, { args, answers: { ...answers, 'GET policies/%2F': [two] } });
  const glued = '{<<"max-length">>,5}{<<"overflow">>,<<"drop-head">>}';
  expect(table.result).toMatchObject({ rows: [['/', 'p', '^m', 'all', glued, 2]] });
  const json = async (rabbitmq: string) =>
    (await runCommand(command, { args, answers, face: 'json', rabbitmq })).result;
  const told = (definition: unknown) => ({ value: { result: 'ok', policies: [{ name: 'p', definition }] } });
  expect(await json('4.0.5')).toMatchObject(told([['max-length', 5]]));
  expect(await json('4.3.6')).toMatchObject(told({ 'max-length': 5 }));
});

it('a queue that is not there is an error, as JSON an answer; an exchange is not looked for', async () => {
  const nobody = { args: { name: 'nobody' }, answers };
  expect((await runCommand(command, nobody)).error).toMatchObject({ exitCode: 65 });
  const { result } = await runCommand(command, { ...nobody, face: 'json' });
  expect(result).toMatchObject({ value: { result: 'error', policies: [] } });
  const exchange = await runCommand(command, { ...nobody, flags: { 'object-type': 'exchange' } });
  expect(exchange.result).toMatchObject({ rows: [] });
  expect((await runCommand(command, { args: { name: '' }, answers })).error).toMatchObject({ exitCode: 65 });
});

it('a definition that HTTP has no term of goes to the tool', async () => {
  const nested = { ...answers, 'GET policies/%2F': [{ ...policy, definition: { 'max-length': { a: 1 } } }] };
  expect((await runCommand(command, { args, answers: nested })).error).toBeInstanceOf(NotOverHttp);
});
