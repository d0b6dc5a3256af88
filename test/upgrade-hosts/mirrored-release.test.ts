import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSshd } from '../hosts/sshd-of-hosts.js';
import { packagesOf, presentPackages, versionIn } from '../lab/packages.js';
import { publish } from '../lab/repository.js';
import { withOwnLab } from '../lab/with-own-lab.js';
import { freshCluster, installedOn } from './cluster-of-lab.js';
import { stateOf } from './host-state.js';
import { printShare } from './own-share.js';
import { withTraffic } from './traffic-through.js';
import { UpgradeOperator } from './upgrade-operator.js';
import { asker } from './whole-cluster.js';

withOwnLab({ suite: 'bullseye', hosts: 3, prefix: 'ub' }, 'RabbitMQ 3.8.9', (lab) => {
  let operator: UpgradeOperator;
  let later: string;

  beforeAll(async () => {
    await freshCluster(lab());
    const files = await packagesOf('bullseye', 'bookworm');
    await publish(lab(), [...(await presentPackages('bullseye')), ...files]);
    later = await versionIn(files.find((file) => /\/rabbitmq-server_/.test(file)) ?? '');
    operator = new UpgradeOperator(lab());
    // The management agent's own flags are off on a fresh node, and would stop an upgrade.
    for (const flag of ['drop_unroutable_metric', 'empty_basic_get_metric']) {
      await lab().hosts[0]?.ctl('enable_feature_flag', flag);
    }
  });
  afterAll(() => operator?.leave());

  describeSshd(lab);

  test('a rolling restart loses nothing of a quorum queue and of a mirrored one', async () => {
    const ran = await withTraffic(lab(), true, () => operator.run('rolling-restart', '--yes'));
    printShare('3.8.9 restart', ran.events);
    expect({ code: ran.code, last: ran.events.at(-1) }, ran.stderr).toMatchObject({
      ...{ code: 0, last: { event: 'ended', outcome: 'done' } },
    });
  });

  test('a mirrored queue without a synchronised mirror: is refused, and names it', async () => {
    const [first] = lab().hosts;
    if (first === undefined) throw new Error('a lab without hosts');
    const ask = asker(lab(), first);
    await ask('PUT', 'queues/%2F/behind', { durable: true });
    const message = { properties: {}, routing_key: 'behind', payload: 'x', payload_encoding: 'string' };
    await ask('POST', 'exchanges/%2F/amq.default/publish', message);
    // Mirrors that come later have nothing of what was there, and nobody fills them.
    const definition = { 'ha-mode': 'all', 'ha-sync-mode': 'manual' };
    await ask('PUT', 'policies/%2F/behind', { pattern: '^behind$', definition });
    try {
      const before = await stateOf(lab());
      const { code, events } = await operator.run('rolling-restart', '--yes');
      expect(await stateOf(lab())).toEqual(before);
      expect({ code, last: events.at(-1) }).toMatchObject({ code: 69, last: { outcome: 'blocked' } });
      const blockers = events.filter((event) => event.event === 'verdict' && event.level === 'blocker');
      expect(blockers).toMatchObject([{ check: 'mirrors', message: expect.stringContaining('behind') }]);
    } finally {
      await ask('DELETE', 'policies/%2F/behind');
      await ask('DELETE', 'queues/%2F/behind');
    }
  });

  test('3.8.9 → 3.10.8 is refused with the way through 3.9', async () => {
    const { code, events } = await operator.run('rolling-upgrade', '--to', later, '--yes');
    expect(code).toBe(69);
    const verdict = events.find((event) => event.event === 'verdict' && event.check === 'path');
    expect(verdict).toMatchObject({ level: 'blocker', override: 'unsupported-path' });
    expect(JSON.stringify(verdict)).toContain('3.8 → 3.9 → 3.10');
  });

  test('with --allow-unsupported-path it is done, and loses nothing', async () => {
    const argv = ['rolling-upgrade', '--to', later, '--yes', '--allow-unsupported-path'];
    const ran = await withTraffic(lab(), true, () => operator.run(...argv));
    printShare('3.8.9 → 3.10.8', ran.events);
    expect({ code: ran.code, last: ran.events.at(-1) }, ran.stderr).toMatchObject({
      ...{ code: 0, last: { event: 'ended', outcome: 'done' } },
    });
    const wanted = `install ok installed ${later}`;
    expect(await Promise.all(lab().hosts.map(installedOn))).toEqual([wanted, wanted, wanted]);
  });
});
