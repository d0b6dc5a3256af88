import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pullPlug, unmountRoot } from './container.js';
import { allRecords, isLeftBehind, type LabRecord, readRecord } from './lab-record.js';
import { withLock } from './lock.js';
import { removeBridge, removeHostNetwork } from './network.js';
import { labPlaces, labRoot } from './places.js';
import type { Report } from './report.js';

/** Ends a lab's hosts and removes all there was of them; does nothing when that has happened already. */
export async function takeDown(lab: LabRecord): Promise<void> {
  await withLock(join(labRoot, `down-${lab.prefix}.lock`), async () => {
    if (readRecord(lab.prefix)?.id !== lab.id) return;
    await Promise.all(lab.hosts.map(({ name }) => pullPlug(lab.prefix, name)));
    for (const { name } of lab.hosts) {
      await unmountRoot(lab.prefix, name);
      await removeHostNetwork(name);
    }
    await removeBridge(lab.prefix);
    // The record goes last, with everything else: until here a second attempt can finish the work.
    rmSync(labPlaces(lab.prefix).directory, { recursive: true });
  });
}

/** Takes down the labs whose process died without doing so. */
export async function clearLeftBehind(report: Report): Promise<void> {
  for (const lab of allRecords().filter(isLeftBehind)) {
    report(`${lab.prefix}: taking down what an earlier run left behind`);
    await takeDown(lab);
  }
}
