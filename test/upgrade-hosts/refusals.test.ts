import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../../src/upgrade/event.js';
import { runningMembers, toolSays } from '../hosts/states.js';
import type { LabHost } from '../lab/lab-host.js';
import { packagesOf, patchedPackages, presentPackages } from '../lab/packages.js';
import { bringRepositoryBack, publish, takeRepositoryDown } from '../lab/repository.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, putBack, type Versions } from './cluster-of-lab.js';
import { stateOf } from './host-state.js';
import { pausedIn, runAndAct } from './run-with-fault.js';
import { type Ran, UpgradeOperator } from './upgrade-operator.js';
import { asker, expectWhole, makeWhole } from './whole-cluster.js';

/** What cannot work is refused before anything is touched: hosts and cluster are the same before and after. */
withLab('trixie', 'a run that is refused', (lab) => {
  let versions: Versions;
  let hosts: { readonly one: LabHost; readonly two: LabHost; readonly three: LabHost };
  let undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    versions = await freshCluster(lab());
    const [one, two, three] = lab().hosts;
    if (!one || !two || !three) throw new Error('three hosts are needed');
    hosts = { one, two, three };
  });
  afterEach(async () => {
    for (const step of undo.toReversed()) await step();
    undo = [];
    await makeWhole(lab());
    await expectWhole(lab());
  });
  afterAll(() => publishAll());

  const publishAll = async (...more: readonly string[]) =>
    publish(lab(), [...(await presentPackages(lab().suite)), ...(await patchedPackages(lab().suite)), ...more]);
  const asks = async (target: string, user?: string) => {
    const operator = new UpgradeOperator(lab(), user);
    undo.push(async () => operator.leave());
    return operator.run('rolling-upgrade', '--to', target, '--yes');
  };
  /** Runs it as it stands, and nothing is touched. */
  const refused = async (target = versions.patch1, user?: string): Promise<readonly Blocker[]> => {
    const before = await stateOf(lab());
    const ran = await asks(target, user);
    expect(await stateOf(lab())).toEqual(before);
    return blockersOf(ran);
  };

  test('4.0 → 4.3: names the legal chain, and the option', async () => {
    undo.push(() => publishAll());
    await publishAll(...(await packagesOf('trixie', 'forky')));
    const [blocker] = of('path', await refused('4.3.6'));
    expect(blocker?.message).toContain('4.0 → 4.2 → 4.3');
    expect(blocker?.override).toBe('unsupported-path');
  });

  test('a downgrade, which no option allows', async () => {
    const [lower] = of('path', await refused('4.0.4'));
    expect(lower).toMatchObject({ message: expect.stringContaining('4.0.5 → 4.0.4 is a downgrade') });
    expect(lower).not.toHaveProperty('override');
  });

  test('a lower revision of the same version is a downgrade, too', async () => {
    undo.push(() => Promise.all(lab().hosts.map((host) => putBack(host, versions.present))));
    await Promise.all(lab().hosts.map((host) => putBack(host, versions.patch1)));
    const found = await refused(versions.present);
    expect(found.map(({ message }) => message).join('\n')).toContain('downgrade');
    expect(found.filter(({ override }) => override !== undefined)).toEqual([]);
  });

  test('a memory alarm', async () => {
    const watermark = (value: string) => toolSays(hosts.two, 'set_vm_memory_high_watermark', value);
    undo.push(() => watermark('0.6'));
    await watermark('0.00001');
    const [blocker] = of('alarms', await refused());
    expect(blocker?.message).toContain(`memory alarm on ${hosts.two.node}`);
  });

  test('a node that is down', async () => {
    undo.push(() => hosts.three.startBroker());
    await hosts.three.stopBroker();
    expect(of('membership', await refused())).toMatchObject([
      { node: hosts.three.node, message: expect.stringContaining('is down') },
    ]);
  });

  test('a quorum queue of one replica, which no waiting helps: names it, and the option', async () => {
    undo.push(() => deleteQueue('lonely'));
    await declareQueue('lonely', { 'x-quorum-initial-group-size': 1 });
    expect(of('quorum', await refused())).toMatchObject([
      { lasting: 'structural', message: expect.stringContaining('lonely'), override: 'unavailable-queues' },
    ]);
  });

  test('a quorum queue of which one replica is down: names it, and waiting helps', async () => {
    undo.push(() => deleteQueue('wounded'));
    await declareQueue('wounded', {});
    await toolSays(hosts.three, 'eval', `ra:stop_server(quorum_queues, {'%2F_wounded', node()}).`);
    const found = of('quorum', await refused());
    expect(found.map(({ node }) => node)).toEqual(expect.arrayContaining([hosts.one.node, hosts.two.node]));
    for (const blocker of found) {
      expect(blocker).toMatchObject({ lasting: 'transient', message: expect.stringContaining('wounded') });
      expect(blocker).not.toHaveProperty('override');
    }
  });

  test('a version that the repository does not have', async () => {
    const found = of('packages', await refused('4.0.9'));
    expect(found.map(({ node }) => node).toSorted()).toEqual(lab().hosts.map(({ node }) => node));
    expect(found[0]?.message).toContain('4.0.9');
  });

  test('a repository that is down after its lists were read: pauses before the first node, and nothing is left', async () => {
    // What an earlier run has downloaded needs no repository.
    await Promise.all(lab().hosts.map((host) => host.run(['apt-get', 'clean'])));
    const before = await stateOf(lab());
    const operator = new UpgradeOperator(lab());
    undo.push(async () => operator.leave());
    undo.push(async () => bringRepositoryBack(lab()));
    takeRepositoryDown(lab());
    const ended = pausedIn(await operator.run('rolling-upgrade', '--to', versions.patch1, '--yes'), 'stage');
    expect(Object.values(ended.nodes)).toEqual(['to-do', 'to-do', 'to-do']);
    expect((await stateOf(lab())).hosts).toEqual(before.hosts);
    expect(await operator.run('rolling-upgrade', 'abort', '--yes')).toMatchObject({ code: 76 });
    expect(await stateOf(lab())).toEqual(before);
  });

  test.each(['nosudo', 'pwsudo'])('a login that cannot become root: %s', async (user) => {
    const found = of('reach', await refused(versions.patch1, user));
    expect(found.map(({ node }) => node).toSorted()).toEqual(lab().hosts.map(({ node }) => node));
    expect(found[0]?.message).toContain('sudo');
  });

  test('a disk too small for the packages: names the node, and the option', async () => {
    undo.push(() => hosts.two.run(['umount', '/var/cache/apt/archives']));
    await hosts.two.run(['mount', '-t', 'tmpfs', '-o', 'size=50m', 'tmpfs', '/var/cache/apt/archives']);
    expect(of('disk', await refused())).toMatchObject([
      { node: hosts.two.node, message: expect.stringContaining('50 MB'), override: 'small-disk' },
    ]);
  });

  test('a run of somebody else: names its owner', async () => {
    const other = new UpgradeOperator(lab());
    undo.push(async () => other.leave());
    undo.push(() => other.run('rolling-upgrade', 'abort', '--yes'));
    const argv = ['rolling-upgrade', '--to', versions.patch1, '--yes', '--hook-before', 'sleep 60'];
    await runAndAct(other, argv, { event: 'state', state: 'hook-before' }, async (child) => {
      const { hosts: before } = await stateOf(lab());
      const { code, stderr } = await asks(versions.patch1);
      const { hosts: after } = await stateOf(lab());
      child.kill('SIGKILL');
      expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringContaining(`process ${child.pid}`) });
      expect(after).toEqual(before);
    });
  });

  test('a partition: names who does not see whom', async () => {
    const { one, two, three } = hosts;
    undo.push(() => three.startBroker());
    undo.push(() => three.stopBroker());
    undo.push(() => lab().heal());
    await three.partitionFrom([one, two]);
    // Else it takes net_ticktime until they know.
    await toolSays(three, 'eval', `[erlang:disconnect_node(N) || N <- nodes()].`);
    for (const host of [one, two]) await toolSays(host, 'eval', `erlang:disconnect_node('${three.node}').`);
    await until('both sides to be alone', async () => {
      const seen = await Promise.all([one, two, three].map(runningMembers));
      return seen.map(({ length }) => length).join() === '2,2,1';
    });
    await lab().heal();
    await until('the partition to be seen', async () => {
      const { partitions } = JSON.parse(await toolSays(one, 'cluster_status', '--formatter', 'json'));
      return JSON.stringify(partitions).includes(three.node);
    });
    const found = of('membership', await refused()).map(({ node, message }) => `${node} ${message}`);
    expect(found.join('\n')).toContain(`${one.node} does not see ${three.node}: the cluster is partitioned`);
  });

  test('stable feature flags that are off: names them, and the option', async () => {
    const { one } = hosts;
    undo.push(() => toolSays(one, 'enable_feature_flag', 'all'));
    await Promise.all(lab().hosts.map((host) => host.run(['sh', '-c', withoutFlags])));
    await lab().reset();
    await lab().formCluster();
    await Promise.all(lab().hosts.map((host) => host.run(['sh', '-c', withFlags])));
    const [blocker] = of('flags', await refused());
    expect(blocker?.message).toMatch(/stable feature flags are off: .*enable_feature_flag/s);
    expect(blocker?.override).toBe('flags-off');
  });

  const declareQueue = (name: string, more: object) =>
    ask('PUT', name, { durable: true, arguments: { 'x-queue-type': 'quorum', ...more } });
  const deleteQueue = (name: string) => ask('DELETE', name);
  const ask = (method: string, name: string, body?: object) =>
    asker(lab(), hosts.one)(method, `queues/%2F/${name}`, body);
});

type Blocker = Extract<RunEvent, { event: 'verdict' }>;

/** What stood in the way of a run that was blocked. */
function blockersOf({ code, stderr, events }: Ran): readonly Blocker[] {
  expect({ code, stderr }).toMatchObject({ code: 69 });
  expect(events.at(-1)).toMatchObject({ event: 'ended', outcome: 'blocked' });
  return events.filter((event): event is Blocker => event.event === 'verdict' && event.level === 'blocker');
}

/** Those of one check; there is one at least. */
function of(check: string, blockers: readonly Blocker[]): readonly Blocker[] {
  expect(blockers.map((blocker) => blocker.check)).toContain(check);
  return blockers.filter((blocker) => blocker.check === check);
}

/** As a node that was upgraded from an earlier version: only what the release requires is on. */
const withoutFlags = `
mkdir -p /run/systemd/system/rabbitmq-server.service.d
echo '[Service]\nEnvironment=RABBITMQ_FEATURE_FLAGS=' > /run/systemd/system/rabbitmq-server.service.d/flags.conf
systemctl daemon-reload
`;
const withFlags = 'rm -r /run/systemd/system/rabbitmq-server.service.d && systemctl daemon-reload';
