import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabHost } from '../lab/lab-host.js';
import { packagesOf, presentPackages, versionIn } from '../lab/packages.js';
import { publish } from '../lab/repository.js';
import { type SavedCluster, saveCluster } from '../lab/saved-cluster.js';
import { withLab } from '../lab/with-lab.js';
import { freshCluster, installedOn, type Versions } from './cluster-of-lab.js';
import { withTraffic } from './traffic-through.js';
import { toldBy, UpgradeOperator } from './upgrade-operator.js';

/** 4.0.5 → 4.3.6 is no supported hop: the new broker converts the node's data, and then does not boot. */
withLab('trixie', 'a broker that does not start after its upgrade', (lab) => {
  let operator: UpgradeOperator;
  let versions: Versions;
  let later: string;
  let first: LabHost | undefined;
  let saved: SavedCluster | undefined;

  beforeAll(async () => {
    versions = await freshCluster(lab());
    saved = await saveCluster(lab());
    const files = await packagesOf('trixie', 'forky');
    await publish(lab(), [...(await presentPackages('trixie')), ...files]);
    later = await versionIn(files.find((file) => /\/rabbitmq-server_/.test(file)) ?? '');
    operator = new UpgradeOperator(lab());
  });
  afterAll(async () => {
    operator?.leave();
    // Packages of the later suite stay behind otherwise.
    await saved?.layBack();
  });

  const allowed = [
    ...['--allow-unsupported-path', '--allow-unsupported-erlang', '--allow-flags-off', '--allow-deprecated-features'],
    ...['--allow-config-blockers', '--yes'],
  ];

  test('pauses at the first node, and the others keep serving', async () => {
    const ran = await withTraffic(lab(), false, () => operator.run('rolling-upgrade', '--to', later, ...allowed));
    expect(ran.events.at(-1)).toMatchObject({ event: 'ended', outcome: 'paused', reason: 'start' });
    expect(ran.code).toBe(75);
    expect(ran.events.some((event) => event.event === 'override' && event.override === 'unsupported-path')).toBe(true);
    const ended = ran.events.at(-1);
    first = lab().hosts.find(({ node }) => ended?.event === 'ended' && ended.node === node);
    const standings = ended?.event === 'ended' ? Object.values(ended.nodes).toSorted() : [];
    expect(standings).toEqual(['half-way', 'to-do', 'to-do']);
  });

  test('status says what is half-way, and how it comes back', async () => {
    const { stdout } = await operator.run('rolling-upgrade', 'status');
    const status = JSON.parse(stdout);
    const node = status.nodes.find(({ name }: { name: string }) => name === first?.node);
    expect(status).toMatchObject({ standing: 'paused', state: 'start', node: first?.node });
    expect(node).toMatchObject({ standing: 'half-way', installed: later, service: 'inactive' });
    expect(JSON.stringify(node.wayBack)).toContain(`rabbitmq-server=${versions.present}`);
  });

  test('abort puts packages and data back, and ends clean', async () => {
    const ran = await withTraffic(lab(), false, () => operator.run('rolling-upgrade', 'abort', '--yes'));
    expect(ran.code, toldBy(ran)).toBe(76);
    expect(ran.events.at(-1)).toMatchObject({ event: 'ended', outcome: 'aborted' });
    const wanted = `install ok installed ${versions.present}`;
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual([wanted, wanted, wanted]);
    const { stdout } = await operator.run('cluster_status');
    expect(JSON.parse(stdout).running_nodes.toSorted()).toEqual(lab().hosts.map(({ node }) => node));
    const kept = await first?.run(['sh', '-c', 'ls -d /var/lib/rabbitmq/rabbitctl-*']);
    expect(kept?.stdout).toBe('');
  });
});
