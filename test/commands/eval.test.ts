import { expect, it } from 'vitest';
import evaluate from '../../src/commands/eval.js';
import { UsageError } from '../../src/errors.js';
import { runCommand } from './fakes.js';

it('an expression that is typed stays a word of the tool', async () => {
  expect((await runCommand(evaluate, { args: { expression: 'node().' } })).passed).toEqual([undefined]);
});

it('without one the tool gets what is on stdin', async () => {
  const { passed } = await runCommand(evaluate, { stdin: Buffer.from('node().') });
  expect(passed).toEqual([{ input: 'node().', forward: [] }]);
});

it('beside a formatter the tools of 4.0 would wait for ever: refused there', async () => {
  const given = { stdin: Buffer.from('node().'), flags: { formatter: 'json' } };
  expect((await runCommand(evaluate, { ...given, rabbitmq: '4.0.5' })).error).toBeInstanceOf(UsageError);
  expect((await runCommand(evaluate, { ...given, rabbitmq: '3.10.8' })).passed).toEqual([{ input: 'node().' }]);
});
