import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { runningMembers } from '../hosts/states.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, installedOn, putBack, startsOn, type Versions } from './cluster-of-lab.js';
import { expectDone, pausedIn, runAndAct, runWithFault, touchesOf } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';
import { expectServing, expectWhole, makeWhole, usualLimit } from './whole-cluster.js';

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
  const restartOfTwo = () => ['rolling-restart', '--nodes', `${hosts.one.node},${hosts.two.node}`, '--yes'];

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
    expect(aborted.code, aborted.stderr).toBe(76);
    const wanted = `install ok installed ${versions.present}`;
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual([wanted, wanted, wanted]);
    await expectWhole(lab());
  });

  test('--canary 1 stops after one node, whatever --yes says, and resume goes on', async () => {
    await behind(hosts.one, hosts.two);
    const two = `${hosts.one.node},${hosts.two.node}`;
    const ended = pausedIn(await operator.run(...upgrade('--nodes', two, '--canary', '1')), 'canary');
    expect(Object.values(ended.nodes).toSorted()).toEqual(['done', 'to-do']);
    expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
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

  test('a second node dies while the first is drained: the first is not stopped, but taken back', async () => {
    await behind(hosts.three);
    const before = await touchesOf(hosts.three);
    const moment = { event: 'state-done', state: 'drain', host: hosts.three } as const;
    const ran = await runWithFault(operator, upgrade(), moment, async () => {
      await hosts.two.killBroker();
      const gone = async () => !(await runningMembers(hosts.three)).includes(hosts.two.node);
      await until(`${hosts.three.name} to see that ${hosts.two.name} is down`, gone);
    });
    const ended = pausedIn(ran, 'stop', hosts.three);
    expect(ended.message).toContain(`${hosts.two.node} is down`);
    expect(ended.hint).toContain('back in service');
    // A run that is paused keeps the package held.
    const { starts, installs } = before;
    expect(await touchesOf(hosts.three)).toMatchObject({ starts, installs });
    await expectServing(lab(), hosts.three);

    await hosts.two.startBroker();
    expectDone(await operator.run('rolling-upgrade', 'resume', '--yes'));
    expect(await touchesOf(hosts.three)).toMatchObject({ starts: before.starts + 1, installs: before.installs + 1 });
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

  test('a disk alarm between two nodes: the next one is not touched until it is gone', async () => {
    const limit = (value: string) => hosts.three.ctl('set_disk_free_limit', value);
    const argv = [...restartOfTwo(), '--state-timeout', 'gate=5'];
    const ran = await runWithFault(operator, argv, { event: 'node-done' }, () => limit('100000GB'));
    const ended = pausedIn(ran, 'gate');
    expect(ended.message).toContain(`disk space alarm on ${hosts.three.node}`);
    expect(ran.events.some((event) => event.event === 'waiting' && event.reason.includes('disk space alarm'))).toBe(
      true,
    );
    expect(Object.values(ended.nodes).toSorted()).toEqual(['done', 'to-do']);

    await limit(usualLimit);
    expectDone(await operator.run('rolling-restart', 'resume', '--yes'));
    await expectWhole(lab());
  });

  test('sshd of the next node is gone: it is not touched', async () => {
    let next: LabHost | undefined;
    let starts = 0;
    const ran = await runWithFault(operator, restartOfTwo(), { event: 'node-done' }, async (node) => {
      next = node === hosts.one.node ? hosts.two : hosts.one;
      starts = await startsOn(next);
      await next.stopSsh();
    });
    const last = ran.events.at(-1);
    // Its turn may have begun before it was gone.
    const reason = last?.event === 'ended' && last.reason === 'drain' ? 'drain' : 'gate';
    const ended = pausedIn(ran, reason, next);
    expect(Object.values(ended.nodes).toSorted()).toEqual(['done', 'to-do']);
    if (next === undefined) throw new Error('no node was done');
    await expectServing(lab(), next);
    expect(await startsOn(next)).toBe(starts);

    await next.startSsh();
    expectDone(await operator.run('rolling-restart', 'resume', '--yes'));
    expect(await startsOn(next)).toBe(starts + 1);
    await expectWhole(lab());
  });
});
