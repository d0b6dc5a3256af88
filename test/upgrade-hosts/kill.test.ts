import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunEvent } from '../../src/upgrade/event.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, installedOn, installsOn, putBack, startsOn, type Versions } from './cluster-of-lab.js';
import { UpgradeOperator } from './upgrade-operator.js';

/** Every state that this node has, with hooks, a backup and a soak. Version 4 has no mirrors. */
const states = [
  ...['gate', 'hook-before', 'await-quorum', 'move-leaders', 'drain', 'verify-drain', 'stop', 'prove-down', 'backup'],
  ...['install', 'start', 'await-boot', 'await-rejoin', 'await-catchup', 'hook-after', 'soak'],
];
const all = process.env.RABBITCTL_UPGRADE_ALL === '1';
/** Killed where it begins, and with `test:upgrade:all` where it ends as well. */
const ends = all ? (['state', 'state-done'] as const) : (['state'] as const);
const cases = states.flatMap((state) => ends.map((event) => ({ state, event })));

withLab('trixie', 'kill -9 in the middle of a node', (lab) => {
  let operator: UpgradeOperator;
  let versions: Versions;
  let middle: LabHost;

  beforeAll(async () => {
    versions = await freshCluster(lab());
    middle = lab().hosts[1] as LabHost;
    for (const host of lab().hosts) if (host !== middle) await putBack(host, versions.patch1);
    operator = new UpgradeOperator(lab());
  });
  beforeEach(() => putBack(middle, versions.present));
  afterAll(() => {
    operator?.leave();
    rmSync(backups, { recursive: true, force: true });
  });

  test.each(cases)('$event of $state: resume ends well, nothing is done twice', async ({ state, event }) => {
    const [starts, installs] = [await startsOn(middle), await installsOn(middle)];
    const killed = operator.start(upgrade(versions), (now, child) => {
      if (isAt(now, event, state, middle)) child.kill('SIGKILL');
    });
    expect((await killed.ended).code).toBe(137);

    const resumed = await operator.run('rolling-upgrade', 'resume', '--yes');
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.events.at(-1)).toMatchObject({ event: 'ended', outcome: 'done' });
    expect(await installedOn(middle)).toBe(`install ok installed ${versions.patch1}`);
    expect({ starts: (await startsOn(middle)) - starts, installs: (await installsOn(middle)) - installs }).toEqual({
      starts: 1,
      installs: 1,
    });
    await expectNoLock(middle);
  });

  test('somebody elsewhere is refused, and takes the run over when its owner is gone', async () => {
    const killed = operator.start(upgrade(versions), (now, child) => {
      if (isAt(now, 'state-done', 'stop', middle)) child.kill('SIGKILL');
    });
    await killed.ended;
    const other = new UpgradeOperator(lab());
    try {
      const started = await other.run(...upgrade(versions));
      expect(started.code).not.toBe(0);
      const resumed = await other.run('rolling-upgrade', 'resume', '--take-over', '--yes');
      expect(resumed.events.at(-1)).toMatchObject({ event: 'ended', outcome: 'done' });
      expect(resumed.code).toBe(0);
      expect(await installedOn(middle)).toBe(`install ok installed ${versions.patch1}`);
      await expectNoLock(middle);
    } finally {
      other.leave();
    }
  });
});

/** Of a run that was killed, the definitions and the archive of the node. */
const backups = mkdtempSync(join(tmpdir(), 'rabbitctl-kill-'));

function upgrade(versions: Versions): readonly string[] {
  return [
    ...['rolling-upgrade', '--to', versions.patch1, '--yes', '--soak', '3'],
    ...['--hook-before', 'true', '--hook-after', 'true', '--backup-dir', backups, '--cold-backup'],
  ];
}

function isAt(now: RunEvent, event: 'state' | 'state-done', state: string, { node }: LabHost): boolean {
  return now.event === event && now.state === state && now.node === node;
}

async function expectNoLock(host: LabHost): Promise<void> {
  const { stdout } = await host.ctl('list_global_parameters', '--quiet');
  expect(stdout).not.toContain('rabbitctl_lock');
}
