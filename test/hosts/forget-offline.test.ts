import { expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { clusterOfTwo } from './cluster-of-two.js';
import type { Operator } from './operator.js';
import { members } from './states.js';

for (const suite of ['bookworm', 'trixie']) withLab(suite, 'forget_cluster_node --offline', forgetOffline);

function forgetOffline(lab: () => Lab): void {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
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
