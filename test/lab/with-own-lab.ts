import { afterAll, beforeAll, describe } from 'vitest';
import { labUnavailable } from './debian-packages.js';
import type { Lab } from './lab.js';
import { reportToStderr } from './report.js';
import { type Started, startLab, type Wanted } from './shared-labs.js';

/**
 * Describes tests with hosts that no other tests share: started before the first test, or taken over from a lab that
 * was started by hand with this prefix. `lab()` may be called inside tests and hooks only.
 */
export function withOwnLab(wanted: Wanted, name: string, tests: (lab: () => Lab) => void): void {
  const reason = labUnavailable();
  const title = `${name} (${wanted.suite})${reason ? `: skipped, this machine ${reason}` : ''}`;
  describe.skipIf(reason)(title, () => {
    let started: Started | undefined;
    beforeAll(async () => {
      started = await startLab(wanted, (line) => reportToStderr(`  ${line}`));
      // Unlike a test run with hosts of several suites, these tests are about this one.
      if (!started) throw new Error(`${wanted.suite} cannot be had here`);
    });
    afterAll(() => started?.end());
    tests(() => {
      if (!started) throw new Error(`the hosts of ${wanted.suite} are not up`);
      return started.lab;
    });
  });
}
