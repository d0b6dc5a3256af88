import { deleteGlobalParameter } from '../../api/global-parameters.js';
import { CliError } from '../../errors.js';
import type { Engine } from '../engine.js';
import { lockParameter, planParameter } from '../lock-record.js';
import { lockedBy } from '../run-lock.js';
import { isRestoredLock } from './restored-lock.js';

/**
 * A stop-cluster that ended before it could give its lock back has left it in the data that came up again. Its cluster runs,
 * so that there is nothing it could go on with. Says so where that cannot be done.
 */
export async function removeStaleLock({ run, lock, cluster, members, emit }: Engine): Promise<void> {
  try {
    const held = await lock.read();
    // Or our own, written by a cluster that could not tell so any more.
    if (held === undefined) return;
    if (held.kind !== 'stop-cluster' && held.run !== run && !(await isRestoredLock(held, members))) return;
    await deleteGlobalParameter(cluster.api, lockParameter);
    await deleteGlobalParameter(cluster.api, planParameter);
    emit({ event: 'note', message: `removed what was left of it: ${lockedBy(held).message}` });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    emit({
      event: 'warning',
      message: `whether a lock is left in the cluster could not be looked at: ${error.message}`,
    });
  }
}
