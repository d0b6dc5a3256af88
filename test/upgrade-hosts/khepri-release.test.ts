import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSshd } from '../hosts/sshd-of-hosts.js';
import { withOwnLab } from '../lab/with-own-lab.js';
import { freshCluster, startsOn, type Versions } from './cluster-of-lab.js';
import { printShare } from './own-share.js';
import { withTraffic } from './traffic-through.js';
import { UpgradeOperator } from './upgrade-operator.js';

withOwnLab({ suite: 'forky', hosts: 3, prefix: 'uf' }, 'RabbitMQ 4.3.6', (lab) => {
  let operator: UpgradeOperator;
  let versions: Versions;

  beforeAll(async () => {
    versions = await freshCluster(lab());
    operator = new UpgradeOperator(lab());
  });
  afterAll(() => operator?.leave());

  describeSshd(lab);

  test('an upgrade within the series loses nothing', async () => {
    const starts = await Promise.all(lab().hosts.map(startsOn));
    const argv = ['rolling-upgrade', '--to', versions.patch1, '--yes'];
    const ran = await withTraffic(lab(), false, () => operator.run(...argv));
    printShare('4.3.6 upgrade', ran.events);
    expect({ code: ran.code, last: ran.events.at(-1) }, ran.stderr).toMatchObject({
      ...{ code: 0, last: { event: 'ended', outcome: 'done' } },
    });
    const now = await Promise.all(lab().hosts.map(startsOn));
    expect(now.map((count, index) => count - (starts[index] ?? 0))).toEqual([1, 1, 1]);
  });

  test('and so does a rolling restart', async () => {
    const ran = await withTraffic(lab(), false, () => operator.run('rolling-restart', '--yes'));
    printShare('4.3.6 restart', ran.events);
    expect({ code: ran.code, last: ran.events.at(-1) }).toMatchObject({
      ...{ code: 0, last: { event: 'ended', outcome: 'done' } },
    });
  });
});
