import { expect, test } from 'vitest';
import { failure, ok } from '../../src/doctor/item.js';
import { treeText } from '../../src/doctor/tree-text.js';

test('what works, what does not, and the first thing to mend', () => {
  const broken = {
    node: 'rabbit@mq3',
    branches: [
      {
        title: 'its machine, over SSH',
        items: [ok('SSH', 'login to mq3'), failure('service', 'is \x1b[31mfailed', 'Start it.')],
      },
      { title: 'HTTP from here', items: [failure('port', 'nothing listens')] },
    ],
  };
  expect(treeText([broken], false)).toBe(`rabbit@mq3
  its machine, over SSH
    ✓ SSH: login to mq3
    ✗ service: is \\e[31mfailed
        Start it.
  HTTP from here
    ✗ port: nothing listens
  First to mend: service: is \\e[31mfailed`);
  const well = { node: 'rabbit@mq1', branches: [{ title: 'HTTP', items: [ok('port', 'open')] }] };
  expect(treeText([well], false)).toContain('  Nothing stands in the way.');
});
