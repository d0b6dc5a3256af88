import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, installedOn, startsOn, type Versions } from './cluster-of-lab.js';
import { printShare } from './own-share.js';
import { withTraffic } from './traffic-through.js';
import { UpgradeOperator } from './upgrade-operator.js';

withLab('trixie', 'a rolling upgrade within a series', (lab) => {
  let operator: UpgradeOperator;
  let versions: Versions;

  beforeAll(async () => {
    versions = await freshCluster(lab());
    operator = new UpgradeOperator(lab());
  });
  afterAll(() => operator?.leave());

  test('plan touches nothing and says what would be done', async () => {
    const before = await Promise.all(lab().hosts.map(installedOn));
    const { code, stdout } = await operator.run('rolling-upgrade', 'plan', '--to', versions.patch1);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const plan = JSON.parse(stdout);
    expect(plan).toMatchObject({ version: 1, blocked: false });
    expect(plan.nodes.map(({ candidate }: { candidate: string }) => candidate)).toEqual(Array(3).fill(versions.patch1));
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual(before);
  });

  test('loses no confirmed message, and starts every broker once', async () => {
    const starts = await Promise.all(lab().hosts.map(startsOn));
    const { code, stderr, events } = await withTraffic(lab(), false, () =>
      operator.run('rolling-upgrade', '--to', versions.patch1, '--yes'),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(events.at(-1)).toMatchObject({ event: 'ended', outcome: 'done' });
    printShare('4.0.5 upgrade', events);
    const wanted = `install ok installed ${versions.patch1}`;
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual([wanted, wanted, wanted]);
    const now = await Promise.all(lab().hosts.map(startsOn));
    expect(now.map((count, index) => count - (starts[index] ?? 0))).toEqual([1, 1, 1]);
    const held = await Promise.all(lab().hosts.map((host) => host.run(['apt-mark', 'showhold'])));
    expect(held.map(({ stdout }) => stdout)).toEqual(['', '', '']);
  });

  test('a second time there is nothing to do', async () => {
    const { code, events } = await operator.run(
      ...['rolling-upgrade', '--to', versions.patch1, '--yes', '--detailed-exit-codes'],
    );
    expect(events.at(-1)).toMatchObject({ outcome: 'nothing-to-do' });
    expect(code).toBe(2);
  });

  test('a rolling restart loses no confirmed message either', async () => {
    const starts = await Promise.all(lab().hosts.map(startsOn));
    const { code, events } = await withTraffic(lab(), false, () => operator.run('rolling-restart', '--yes'));
    printShare('4.0.5 restart', events);
    expect(events.at(-1)).toMatchObject({ event: 'ended', outcome: 'done' });
    expect(code).toBe(0);
    const now = await Promise.all(lab().hosts.map(startsOn));
    expect(now.map((count, index) => count - (starts[index] ?? 0))).toEqual([1, 1, 1]);
  });

  test('a rolling restart by commands of your own', async () => {
    const starts = await Promise.all(lab().hosts.map(startsOn));
    const { code, stderr, events } = await operator.run(
      ...['rolling-restart', '--yes', '--stop-command', 'sudo systemctl stop rabbitmq-server'],
      ...['--start-command', 'sudo systemctl start rabbitmq-server'],
      ...['--version-command', 'dpkg-query -W -f ${Version} rabbitmq-server'],
    );
    expect({ code, stderr, last: events.at(-1) }).toMatchObject({ code: 0, last: { outcome: 'done' } });
    const now = await Promise.all(lab().hosts.map(startsOn));
    expect(now.map((count, index) => count - (starts[index] ?? 0))).toEqual([1, 1, 1]);
  });

  test('history tells of all', async () => {
    const { stdout } = await operator.run('rolling-upgrade', 'history');
    const runs = JSON.parse(stdout) as readonly { readonly kind: string; readonly outcome: string }[];
    expect(runs.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'upgrade done',
      'restart done',
      'restart done',
    ]);
  });
});
