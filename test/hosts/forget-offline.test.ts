import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { ensureCluster, members } from './states.js';
import { lastHosts } from './two-hosts.js';

for (const suite of ['bookworm', 'trixie']) withLab(suite, 'forget_cluster_node --offline', forgetOffline);

function forgetOffline(lab: () => Lab): void {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;

  beforeAll(async () => {
    [first, second] = lastHosts(lab());
    await ensureCluster(first, second);
    operator = new Operator(lab(), { hosts: [first, second] });
  });
  afterAll(async () => {
    operator?.leave();
    await Promise.all([first.reset(), second.reset()]);
  });

  test('the last node that was up is lost: another one forgets it, and starts without it', async () => {
    await first.stopBroker();
    await second.stopBroker();
    const online = await operator.run('-n', first.node, 'forget_cluster_node', second.node);
    expect(online).toMatchObject({ code: 69, stderr: expect.stringContaining(first.node) });
    const forgotten = await operator.run('-n', first.node, 'forget_cluster_node', second.node, '--offline');
    expect(forgotten).toMatchObject({ code: 0, stdout: expect.stringContaining(second.node) });
    await first.startBroker();
    expect(await members(first)).toEqual([first.node]);
  });
}
