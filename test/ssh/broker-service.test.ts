import { expect, test } from 'vitest';
import { isSameInstance } from '../../src/ssh/broker-service.js';

test.each([
  ['a process of its pid and the tick of its start', 'b1:812:9911', 'b1:812:9911', true],
  ['another tick', 'b1:812:9911', 'b1:812:9912', false],
  ['a start that statistics blur', 'rabbit@mq1 4.0.5 612 ~1795598310', 'rabbit@mq1 4.0.5 612 ~1795598305', true],
  [
    'the same pid in a container that was restarted',
    'rabbit@mq1 4.0.5 1 ~1795598305',
    'rabbit@mq1 4.0.5 1 ~1795598400',
    false,
  ],
  ['another pid', 'rabbit@mq1 4.0.5 612 ~1795598305', 'rabbit@mq1 4.0.5 613 ~1795598305', false],
  ['another node', 'rabbit@mq1 4.0.5 612 ~1795598305', 'rabbit@mq2 4.0.5 612 ~1795598305', false],
  ['what was found out in another way', 'b1:812:9911', 'rabbit@mq1 4.0.5 812 ~1795598305', false],
])('%s', (_, one, other, same) => {
  expect(isSameInstance(one, other)).toBe(same);
});
