import { expect, test } from 'vitest';
import { lastChanged } from '../../src/cluster/last-changed.js';

test.each([
  ['2026-11-28 4:28:22', '2026-11-28 04:28:22'],
  ['2026-11-28 16:30:02', '2026-11-28 16:30:02'],
  ['', ''],
])('%s is %s in the words of the real tool', (http, tool) => {
  expect(lastChanged(http)).toBe(tool);
});
