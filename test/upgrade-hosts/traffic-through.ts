import { expect } from 'vitest';
import type { Lab } from '../lab/lab.js';
import { mirrorOnAllNodes } from '../traffic/mirror.js';
import { type QueueReport, startTraffic } from '../traffic/traffic.js';

/** Runs something while messages flow through the cluster, and demands that none of those confirmed is lost. */
export async function withTraffic<T>(lab: Lab, mirrored: boolean, work: () => Promise<T>): Promise<T> {
  const [first] = lab.hosts;
  if (mirrored && first !== undefined) await mirrorOnAllNodes(first, 'traffic.mirrored');
  const traffic = await startTraffic({
    addresses: lab.hosts.map(({ address }) => address),
    ...{ username: lab.username, password: lab.password },
    queues: [
      { name: 'traffic.quorum', arguments: { 'x-queue-type': 'quorum' } },
      ...(mirrored ? [{ name: 'traffic.mirrored', arguments: {} }] : []),
    ],
  });
  let result: T;
  let reports: readonly QueueReport[];
  try {
    result = await work();
  } finally {
    reports = await traffic.stop();
    for (const { queue, confirmed, consumed, missing, duplicates, longestGap } of reports) {
      const counts = `${confirmed} confirmed, ${consumed} consumed, ${missing.length} missing, ${duplicates} duplicates`;
      process.stdout.write(`  ${lab.suite} ${queue}: ${counts}, longest gap ${longestGap} ms\n`);
    }
  }
  for (const { queue, missing, confirmed } of reports) {
    expect({ queue, missing }).toEqual({ queue, missing: [] });
    expect(confirmed).toBeGreaterThan(100);
  }
  return result;
}
