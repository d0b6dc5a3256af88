import { expect, test } from 'vitest';
import { comparePackageVersions } from '../../../src/ssh/packages/compare-versions.js';

// As `dpkg --compare-versions` says.
test.each([
  ['4.0.5-6', '4.0.5-6', 0],
  ['4.0.9-1', '4.0.10-1', -1],
  ['4.0.5-7', '1:4.0.5-6', -1],
  ['4.0.5-6', '4.0.5-6+deb13u2', -1],
  ['4.0.5-6+deb13u2', '4.0.5-6+deb13u2+patch1', -1],
  ['4.0.5-6+deb13u9', '4.0.5-6+deb13u10', -1],
  ['4.1.0~rc.1-1', '4.1.0-1', -1],
  ['1.0-1~bpo12+1', '1.0-1', -1],
  ['1.0', '1.0a', -1],
  ['1.0a', '1.0+', -1],
  ['27.3.4+dfsg-1', '27.3.4.1+dfsg-1', -1],
  ['4.0.5-1.el8', '4.0.5-1.el9', -1],
  ['4.0.5', '4.0.9-management', -1],
])('%s before %s', (one, other, sign) => {
  expect(Math.sign(comparePackageVersions(one, other))).toBe(sign);
  expect(Math.sign(comparePackageVersions(other, one))).toBe(-sign + 0);
});
