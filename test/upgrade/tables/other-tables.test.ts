import { expect, it } from 'vitest';
import { reasonInLog } from '../../../src/upgrade/tables/boot-failures.js';
import { erlangRange, isErlangSupported } from '../../../src/upgrade/tables/erlang-ranges.js';
import { flagsRequiredBefore } from '../../../src/upgrade/tables/required-flags.js';

it.each([
  ['3.10.8', '25.2.3', true],
  ['3.10.8', '26.0', false],
  ['3.10.8', '24.1', false],
  ['3.9.28', '24.3.4.1', false],
  ['3.9.28', '24.3.4.2', true],
  ['4.0.3', '27.0', false],
  ['4.0.5', '27.3.4.1', true],
  ['4.0.5', '26.2.5.6', true],
  ['4.2.9', '26.2.5', false],
  ['4.3.6', '27.3', true],
  ['4.3.6', '29.0', false],
  ['5.0.0', '27', undefined],
])('RabbitMQ %s on Erlang %s: %s', (rabbitmq, erlang, supported) => {
  expect(isErlangSupported(rabbitmq, erlang)).toBe(supported);
});

it('tells the range for the message', () => {
  expect(erlangRange('4.3.3')).toEqual({ from: '27', to: '27' });
  expect(erlangRange('4.0.0')).toBeUndefined();
});

it('knows which flags a hop requires', () => {
  expect(flagsRequiredBefore('3.10.8', '3.11.0')).toContain('quorum_queue');
  expect(flagsRequiredBefore('3.12.0', '3.13.0')).toEqual([]);
  expect(flagsRequiredBefore('3.13.7', '4.2.0')).toEqual(flagsRequiredBefore('3.13.7', '4.0.1'));
  expect(flagsRequiredBefore('4.0.5', '4.2.0')).toEqual([]);
  expect(flagsRequiredBefore('4.2.10', '4.3.6')).toContain('khepri_db');
  expect(flagsRequiredBefore('4.0.5', '4.3.6')).toContain('rabbitmq_4.0.0');
  expect(flagsRequiredBefore('4.0.5', '4.0.9')).toEqual([]);
  expect(flagsRequiredBefore('3.8.9', '3.12.0')).toEqual(expect.arrayContaining(['user_limits', 'feature_flags_v2']));
});

it('reads from a log why a broker does not boot', () => {
  expect(reasonInLog('… {disabled_required_feature_flag,stream_filtering} …')).toMatch(/feature flags/);
  expect(reasonInLog('[error] eaddrinuse')).toMatch(/port/);
  expect(reasonInLog('all is well')).toBeUndefined();
});
