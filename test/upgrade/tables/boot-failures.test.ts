import { expect, it } from 'vitest';
import { reasonInLog } from '../../../src/upgrade/tables/boot-failures.js';

it('reads from a log why a broker does not boot', () => {
  expect(reasonInLog('… {disabled_required_feature_flag,stream_filtering} …')).toMatch(/feature flags/);
  expect(reasonInLog('[error] eaddrinuse')).toMatch(/port/);
  expect(reasonInLog('all is well')).toBeUndefined();
});
