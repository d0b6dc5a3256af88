import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nodeStates } from '../../src/upgrade/state-name.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { freshCluster, putBack, type Versions } from './cluster-of-lab.js';
import { isAt, type Moment, touchesOf } from './run-with-fault.js';
import type { Running, UpgradeOperator } from './upgrade-operator.js';

/** Every state that a node has, with hooks, a backup and a soak. */
export function statesOf(suite: string): readonly string[] {
  const hasMirrors = suite === 'bullseye' || suite === 'bookworm';
  return nodeStates.filter((state) => hasMirrors || state !== 'await-mirrors');
}

/** The middle node of a cluster in which all others are at the target already. */
export interface MiddleNode {
  readonly host: LabHost;
  readonly target: string;
  /** Behind again, and how often it was started and installed so far. */
  readonly putBehind: () => Promise<void>;
  /** An upgrade of it, or the resume of one, killed at that moment. */
  readonly killedAt: (
    operator: UpgradeOperator,
    moment: Omit<Moment, 'host'>,
    argv?: readonly string[],
  ) => Promise<void>;
  /** The command line of such an upgrade. */
  readonly upgrade: readonly string[];
  /** It is at the target; since it was put behind, it was started once, and installed once. No lock is left. */
  readonly expectDoneOnce: () => Promise<void>;
  readonly end: () => void;
}

export async function middleNode(lab: Lab): Promise<MiddleNode> {
  const versions: Versions = await freshCluster(lab);
  const [first, host, last] = lab.hosts;
  if (first === undefined || host === undefined || last === undefined) throw new Error('three hosts are needed');
  // On a fresh 3.8.9 the management agent's own flags are off, and would stop an upgrade.
  if (lab.suite === 'bullseye') {
    for (const flag of ['drop_unroutable_metric', 'empty_basic_get_metric'])
      await host.ctl('enable_feature_flag', flag);
  }
  for (const other of [first, last]) await putBack(other, versions.patch1);
  // Of a run that was killed, the definitions and the archive of the node.
  const backups = mkdtempSync(join(tmpdir(), 'rabbitctl-kill-'));
  const upgrade = [
    ...['rolling-upgrade', '--to', versions.patch1, '--yes', '--soak', '3'],
    ...['--hook-before', 'true', '--hook-after', 'true', '--backup-dir', backups, '--cold-backup'],
  ];
  let before = await touchesOf(host);
  return {
    ...{ host, target: versions.patch1, upgrade },
    putBehind: async () => {
      await putBack(host, versions.present);
      before = await touchesOf(host);
    },
    killedAt: async (operator, moment, argv = upgrade) => {
      const running: Running = operator.start(argv, (now, child) => {
        if (isAt(now, { ...moment, host })) child.kill('SIGKILL');
      });
      const { code, stderr } = await running.ended;
      expect({ code, stderr }).toEqual({ code: 137, stderr: expect.any(String) });
    },
    expectDoneOnce: async () => {
      expect(await touchesOf(host)).toEqual({
        ...{ starts: before.starts + 1, installs: before.installs + 1 },
        installed: `install ok installed ${versions.patch1}`,
      });
      const { stdout } = await host.ctl('list_global_parameters', '--quiet');
      expect(stdout).not.toContain('rabbitctl_lock');
    },
    end: () => rmSync(backups, { recursive: true, force: true }),
  };
}
