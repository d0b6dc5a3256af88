import { describe, inject } from 'vitest';
import { findLab, type Lab } from './lab.js';
import type {} from './shared-labs.js';

/**
 * Describes tests that need the shared hosts of a suite; skipped where there are none.
 * `lab()` may be called inside tests and hooks only. Tests that change brokers begin with `lab().reset()`.
 */
export function withLab(suite: string, name: string, tests: (lab: () => Lab) => void): void {
  const { prefixes, reason } = inject('sharedLabs');
  const prefix = prefixes[suite];
  const title = `${name} (${suite})${prefix ? '' : `: skipped, this machine ${reason}`}`;
  describe.skipIf(!prefix)(title, () => {
    tests(() => {
      const lab = findLab(prefix ?? '');
      if (!lab) throw new Error(`the hosts of ${suite} are gone`);
      return lab;
    });
  });
}
