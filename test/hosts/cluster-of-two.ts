import { afterAll, beforeAll } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { Operator } from './operator.js';
import { ensureCluster } from './states.js';
import { lastHosts } from './two-hosts.js';

/**
 * The last two hosts of a lab are one cluster while the tests of a block run, and two blank nodes after them. `take` gets
 * both and an operator who knows both, before the first test. What a block undoes by an `afterAll` of its own comes first.
 */
export function clusterOfTwo(
  lab: () => Lab,
  take: (hosts: { first: LabHost; second: LabHost; operator: Operator }) => void,
): void {
  let leave = () => {};
  beforeAll(async () => {
    const [first, second] = lastHosts(lab());
    await ensureCluster(first, second);
    const operator = new Operator(lab(), { hosts: [first, second] });
    leave = () => operator.leave();
    take({ first, second, operator });
  });
  afterAll(async () => {
    leave();
    await Promise.all(lastHosts(lab()).map((host) => host.reset()));
  });
}
