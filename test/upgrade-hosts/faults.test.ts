import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, installedOn, putBack, type Versions } from './cluster-of-lab.js';
import { expectDone, pausedIn, runAndAct, touchesOf } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';
import { expectServing, expectWhole, makeWhole } from './whole-cluster.js';

/** What goes wrong around a run. In most tests only the nodes that matter are behind. */
withLab('trixie', 'faults in the middle of a run', (lab) => {
  let operator: UpgradeOperator;
  let versions: Versions;
  let hosts: { readonly one: LabHost; readonly two: LabHost; readonly three: LabHost };

  beforeAll(async () => {
    versions = await freshCluster(lab());
    const [one, two, three] = lab().hosts;
    if (!one || !two || !three) throw new Error('three hosts are needed');
    hosts = { one, two, three };
  });
  beforeEach(() => {
    operator = new UpgradeOperator(lab());
  });
  afterEach(async ({ task }) => {
    operator.leave();
    if (task.result?.state === 'fail') await makeWhole(lab());
  });

  /** These have the present package, all others the higher revision. */
  const behind = (...which: readonly LabHost[]) => {
    const names = new Set(which.map(({ name }) => name));
    return Promise.all(
      lab().hosts.map((host) => putBack(host, names.has(host.name) ? versions.present : versions.patch1)),
    );
  };
  const upgrade = (...more: readonly string[]) => ['rolling-upgrade', '--to', versions.patch1, '--yes', ...more];

  test('post-install fails: pauses with the words of apt, the others serve, abort puts the old package back', async () => {
    await behind(...lab().hosts);
    const ran = await operator.run('rolling-upgrade', '--to', versions.broken, '--yes');
    const ended = pausedIn(ran, 'install');
    expect(ended.hint).toContain('broken on purpose');
    expect(Object.values(ended.nodes).toSorted()).toEqual(['half-way', 'to-do', 'to-do']);
    for (const host of lab().hosts.filter(({ node }) => node !== ended.node)) await expectServing(lab(), host);

    const status = JSON.parse((await operator.run('rolling-upgrade', 'status')).stdout);
    expect(status).toMatchObject({ standing: 'paused', state: 'install', node: ended.node });
    const standings = status.nodes.map(({ name, standing }: { name: string; standing: string }) => [name, standing]);
    expect(Object.fromEntries(standings)).toEqual(ended.nodes);

    const aborted = await operator.run('rolling-upgrade', 'abort', '--yes');
    expect({ code: aborted.code, stderr: aborted.stderr }).toMatchObject({ code: 76 });
    const wanted = `install ok installed ${versions.present}`;
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual([wanted, wanted, wanted]);
    await expectWhole(lab());
  });

  test('a hook that says no: the node is not touched, and the run can be given up', async () => {
    await behind(hosts.three);
    const before = await touchesOf(hosts.three);
    pausedIn(await operator.run(...upgrade('--hook-before', 'false')), 'hook-before', hosts.three);
    await expectServing(lab(), hosts.three);
    expect(await operator.run('rolling-upgrade', 'abort', '--yes')).toMatchObject({ code: 76 });
    expect(await touchesOf(hosts.three)).toEqual(before);
    await expectWhole(lab());
  });

  test('SSH is cut during install: installed once, started once', async () => {
    await behind(hosts.three);
    const before = await touchesOf(hosts.three);
    const moment = { event: 'state', state: 'install', host: hosts.three } as const;
    const ran = await runAndAct(operator, upgrade(), moment, async () => {
      await hosts.three.stopSsh();
      await sleep(3000);
      await hosts.three.startSsh();
    });
    if (ran.code === 75) expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
    else expectDone(ran);
    expect(await touchesOf(hosts.three)).toEqual({
      starts: before.starts + 1,
      installs: before.installs + 1,
      installed: `install ok installed ${versions.patch1}`,
    });
    await expectWhole(lab());
  });

  test('Ctrl-C while a node is being stopped: 130, and resume starts it once', async () => {
    await behind(hosts.three);
    const before = await touchesOf(hosts.three);
    const moment = { event: 'state', state: 'stop', host: hosts.three } as const;
    const ran = await runAndAct(operator, upgrade(), moment, async (child) => child.kill('SIGINT'));
    expect(ran.code).toBe(130);
    expect(ran.events.at(-1)).toMatchObject({ event: 'ended', outcome: 'paused', reason: 'interrupted' });
    expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
    expect(await touchesOf(hosts.three)).toMatchObject({ starts: before.starts + 1, installs: before.installs + 1 });
    await expectWhole(lab());
  });
});
