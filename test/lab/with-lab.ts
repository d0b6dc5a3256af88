import { describe, inject } from 'vitest';
import { findLab, type Lab } from './lab.js';
import { takeLane } from './lane.js';
import type {} from './shared-labs.js';

const { prefixes, reason } = inject('sharedLabs');
const sets = setsOfHosts();
const lane = sets.length === 0 ? 0 : await takeLane(sets);

/**
 * Describes tests that need the shared hosts of a suite; skipped where there are none.
 * `lab()` may be called inside tests and hooks only. Tests that change brokers begin with `lab().reset()`.
 */
export function withLab(usual: string, name: string, tests: (lab: () => Lab) => void): void {
  const suite = process.env.RABBITCTL_SUITE ?? usual;
  const { prefix, reason } = sharedPrefix(suite);
  const title = `${name} (${suite})${prefix ? '' : `: skipped, this machine ${reason}`}`;
  describe.skipIf(!prefix)(title, () => {
    tests(() => {
      const lab = findLab(prefix ?? '');
      if (!lab) throw new Error(`the hosts of ${suite} are gone`);
      return lab;
    });
  });
}

/** The prefix of a suite's hosts that no other worker uses; where there are none, the reason. */
export function sharedPrefix(suite: string): { readonly prefix?: string | undefined; readonly reason: string } {
  const { [suite]: ofSuite = [] } = prefixes;
  return { prefix: ofSuite[lane % ofSuite.length], reason };
}

/** The nth set has the nth hosts of each suite. */
function setsOfHosts(): readonly string[] {
  const all = Object.values(prefixes);
  const sets = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: sets }, (_, at) => all.flatMap((ofSuite) => ofSuite[at] ?? []).join('+'));
}
