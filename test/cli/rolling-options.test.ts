import { expect, it } from 'vitest';
import { rollingArguments, rollingFlags, upgradeFlags } from '../../src/cli/rolling-options.js';
import { UsageError } from '../../src/errors.js';

const hook = (word: string) => rollingFlags['hook-before'].parse(word, 'hook-before');

it.each([
  ['/opt/check node', ['/opt/check', 'node']],
  ["'/opt/my check' --say \"it's on\"", ['/opt/my check', '--say', "it's on"]],
  ['/opt/x --name=\'a b\'c ""', ['/opt/x', '--name=a bc', '']],
  ['["/opt/check","a b","c"]', ['/opt/check', 'a b', 'c']],
  [' [ "/opt/check" ]', ['/opt/check']],
])('a program and its arguments: %s', (word, argv) => {
  expect(hook(word)).toEqual(argv);
});

it.each([
  ["/opt/check 'node", 'a quote is not closed'],
  ['  ', 'there is no program'],
  ['["/opt/check"', 'not a JSON array'],
  ['["/opt/check", 1]', 'not an array of words'],
  ['[]', 'not an array of words'],
])('refuses %s', (word, said) => {
  expect(() => hook(word)).toThrow(UsageError);
  expect(() => hook(word)).toThrow(said);
});

it('names are separated by commas', () => {
  expect(rollingFlags.nodes.parse('rabbit@mq1, rabbit@mq2,', 'nodes')).toEqual(['rabbit@mq1', 'rabbit@mq2']);
});

it('times go by state', () => {
  const times = (word: string) => rollingFlags['state-timeout'].parse(word, 'state-timeout');
  expect(times('install=900, await-boot=1800')).toEqual({ install: 900, 'await-boot': 1800 });
  for (const word of ['install', 'install=', 'install=1m', 'install=-1']) {
    expect(() => times(word)).toThrow(UsageError);
  }
});

it.each([
  [() => rollingFlags.canary.parse('0', 'canary'), '--canary is at least 1, not 0'],
  [() => rollingFlags.soak.parse('-1', 'soak'), '--soak is at least 0, not -1'],
  [() => upgradeFlags['parallel-stage'].parse('0', 'parallel-stage'), '--parallel-stage is at least 1, not 0'],
])('numbers have their least', (parse, said) => {
  expect(parse).toThrow(said);
});

it('a sub-form that there is not is refused with those that there are', () => {
  const parse = () => rollingArguments.action.parse('rezume', 'action');
  expect(() => parse()).toThrow('there is no rezume here');
  try {
    parse();
  } catch (error) {
    expect((error as UsageError).hint).toContain('plan, run, status, resume, abort, history');
  }
});
