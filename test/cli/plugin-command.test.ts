import { describe, expect, it } from 'vitest';
import { wordsForNode } from '../../src/cli/plugin-command.js';
import { mayBeOfPlugin } from '../../src/cli/unknown-command.js';
import { slips } from '../../src/nearest.js';
import { run, table } from './world.js';

const asked = (line: string, env = {}) => {
  const words = line.split(' ');
  return wordsForNode(words, words.indexOf('greet'), undefined, env)?.join(' ');
};

describe('the words that a node is asked', () => {
  it.each([
    ['-n mq1 greet you', '-n mq1 -- rabbitmqctl greet you'],
    ['greet you -n mq1', '-n mq1 -- rabbitmqctl greet you'],
    ['greet --node=mq1 you --loud', '--node=mq1 -- rabbitmqctl greet you --loud'],
    ['greet --all-nodes you', '--all-nodes -- rabbitmqctl greet you'],
    ['--nodes a,b --parallel 1 greet', '--nodes a,b --parallel 1 -- rabbitmqctl greet'],
    ['-C prod -q -n mq1 -p /x greet you', '-C prod -n mq1 -- rabbitmqctl greet -q -p /x you'],
    ['--json -n mq1 greet', '--json -n mq1 -- rabbitmqctl greet --formatter json'],
    ['--formatter json -n mq1 greet', '-n mq1 -- rabbitmqctl greet --formatter json'],
    ['-n mq1 greet --url x', '-n mq1 -- rabbitmqctl greet --url x'],
    ['-n mq1 greet -- -n x', '-n mq1 -- rabbitmqctl greet -- -n x'],
    ['-n mq1 -- greet -n', '-n mq1 -n -- rabbitmqctl greet'],
  ])('%s', (line, expected) => {
    expect(asked(line)).toBe(expected);
  });

  it.each(['greet you', '-C prod greet', 'greet -- -n mq1', '--url http://mq1 greet'])(
    '%s: no node is named',
    (line) => {
      expect(asked(line)).toBeUndefined();
      expect(asked(line, { RABBITCTL_NODE: 'mq1' })).toContain('-- rabbitmqctl greet');
    },
  );
});

it.each(['greet', 'list_greetings', 'auth_status', 'sharding_status', 'greeter'])('%s may be of a plugin', (name) => {
  expect(mayBeOfPlugin(name, [], table)).toBe(true);
});

it.each(['list_qeues', 'lst_quues', 'rest', 'top', 'join', 'enable', 'stop-app', 'listqueues', 'Greet', 'plugins'])(
  '%s is taken for a slip, or none of a tool',
  (name) => {
    expect(mayBeOfPlugin(name, [], table)).toBe(false);
  },
);

it.each([
  ['list_qeues', 'list_queues', 1],
  ['ca', 'abc', 3],
  ['greet', 'reset', 2],
  ['', 'ab', 2],
  ['same', 'same', 0],
])('%j is %j with slips: %i… counted', (one, other, count) => {
  expect(slips(one, other)).toBe(count);
  expect(slips(other, one)).toBe(count);
});

describe('what is said of one that nobody was asked for', () => {
  const says = async (...words: string[]) => (await run(words)).stderr;

  it('is somewhat like ours, and no node is named: both are said', async () => {
    expect(await says('greet', 'you')).toBe(
      "Error: Command 'greet' not found.\n  Did you mean 'reset'?\n  One that a plugin adds is found on its node: rabbitctl -n NODE greet …\n",
    );
  });

  it('is a slip, and a node is named: it was not asked, and how it would be', async () => {
    expect(await says('-n', 'rabbit@mq1', 'list_qeues')).toBe(
      "Error: Command 'list_qeues' not found.\n  Did you mean 'list_queues'?\n  The node was not asked. If a plugin adds it: rabbitctl on-node -n NODE -- rabbitmqctl list_qeues …\n",
    );
  });
});
