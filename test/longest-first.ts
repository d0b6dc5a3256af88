import { relative } from 'node:path';
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** What takes minutes begins first, so that no worker is left with it at the end; the others as vitest orders them. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.indexOf(relative(import.meta.dirname, moduleId));
      return at === -1 ? longest.length : at;
    };
    return others.toSorted((one, other) => place(one) - place(other));
  }
}

/** Longest first. */
const longest = [
  'upgrade/simulation/rolling.test.ts',
  'upgrade-hosts/mirrored-release.test.ts',
  'upgrade-hosts/khepri-release.test.ts',
  'upgrade-hosts/refusals.test.ts',
  'upgrade-hosts/faults.test.ts',
  'upgrade-hosts/kill.test.ts',
  'upgrade-hosts/patch-upgrade.test.ts',
  'upgrade-hosts/apt.test.ts',
  'upgrade-hosts/not-starting.test.ts',
  'parity/commands.test.ts',
  'parity/plugin-commands.test.ts',
  'parity/lists.test.ts',
  'parity/membership.test.ts',
  'parity/plugins.test.ts',
  'standalone/releases.test.ts',
  'hosts/cluster-operations.test.ts',
  'hosts/main-job.test.ts',
  'hosts/forget-offline.test.ts',
  'parity/node.test.ts',
  'lab/lab.test.ts',
  'hosts/doctor.test.ts',
  'hosts/lifecycle.test.ts',
  'hosts/health.test.ts',
  'hosts/local-nodes.test.ts',
];
