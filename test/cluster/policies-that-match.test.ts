import { describe, expect, it } from 'vitest';
import { policiesThatMatch } from '../../src/cluster/policies-that-match.js';
import { countsFor } from '../../src/cluster/policy-keys.js';
import { NotOverHttp } from '../../src/errors.js';

const policy = (name: string, given: object = {}) => ({
  ...{ name, pattern: '^m', definition: { 'max-length': 5 }, priority: 0, 'apply-to': 'all' },
  ...given,
});
const queue = { name: 'matched', queueType: 'classic' };
const namesOf = (policies: readonly { name: string }[], matched: { name: string; queueType?: string } = queue) =>
  policiesThatMatch(policies, matched, '4.0.5').map(({ name }) => name);

it('the strongest first', () => {
  expect(namesOf([policy('weak'), policy('strong', { priority: 7 }), policy('other', { pattern: '^x' })])).toEqual([
    'strong',
    'weak',
  ]);
});

it('what they apply to counts', () => {
  const all = ['queues', 'exchanges', 'classic_queues', 'quorum_queues', 'streams', 'all'].map((kind) =>
    policy(kind, { 'apply-to': kind }),
  );
  expect(namesOf(all)).toEqual(['queues', 'classic_queues', 'all']);
  expect(namesOf(all, { ...queue, queueType: 'quorum' })).toEqual(['queues', 'quorum_queues', 'all']);
  expect(namesOf(all, { name: 'matched' })).toEqual(['exchanges', 'all']);
});

it('one key of another kind of queue, and the policy does not count; of exchanges every key does', () => {
  const both = [policy('of quorum', { definition: { 'max-length': 5, 'delivery-limit': 5 } })];
  expect(namesOf(both)).toEqual([]);
  expect(namesOf(both, { ...queue, queueType: 'quorum' })).toEqual(['of quorum']);
  expect(namesOf(both, { name: 'matched' })).toEqual(['of quorum']);
});

it('what only the broker knows is left to it, unless something else decides', () => {
  const unsure = { pattern: '(?i)M' };
  expect(() => namesOf([policy('p', unsure)])).toThrow(NotOverHttp);
  expect(namesOf([policy('p', { ...unsure, 'apply-to': 'exchanges' })])).toEqual([]);
  expect(() => namesOf([policy('p')], { ...queue, queueType: 'MQTT QoS 0' })).toThrow(NotOverHttp);
  expect(() => namesOf([policy('p', { definition: { novelty: 1 } })])).toThrow(NotOverHttp);
  expect(namesOf([policy('p', { definition: { novelty: 1 }, pattern: '^x' })])).toEqual([]);
});

describe('keys that another version takes', () => {
  it.each([
    ['classic', 'queue-leader-locator', '3.13.7', false],
    ['classic', 'queue-leader-locator', '4.0.5', true],
    ['quorum', 'single-active-consumer', '4.0.5', false],
    ['quorum', 'single-active-consumer', '4.3.6', true],
    ['stream', 'max-length', '4.3.6', false],
    ['stream', 'max-length-bytes', '4.3.6', true],
  ] as const)('%s, %s, %s: %s', (type, key, rabbitmq, counts) => {
    expect(countsFor(type, [key], rabbitmq)).toBe(counts);
  });
});
