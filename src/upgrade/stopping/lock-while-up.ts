import { Locked } from '../../errors.js';
import type { LockRecord } from '../lock-record.js';
import type { ClusterLock, RunLock } from '../run-lock.js';
import { isSilence } from './is-silence.js';

/**
 * The lock of a run whose cluster may be stopped: it is held as long as there is a cluster that can hold one, and given back
 * before there is none, for what lies in a stopped cluster would come up with it. Without it what is done may be done twice:
 * a stop and a start of a service.
 */
export function lockWhileUp(lock: RunLock, isOfNobody: (held: LockRecord) => Promise<boolean>): ClusterLock {
  let held = false;
  return {
    read: () => lock.read(),
    // Where nobody answers it is not held; nor beside one that came with restored data, which goes in the end.
    take: async (plan, from) => {
      held = await unlessSilent(lock.take(plan, from)).catch(async (error: unknown) => {
        const other = error instanceof Locked ? await lock.read() : undefined;
        if (other !== undefined && (await isOfNobody(other))) return false;
        throw error;
      });
    },
    announce: async (node, state) => (held ? lock.announce(node, state) : undefined),
    noteUp: (node) => lock.noteUp(node),
    check: async () => {
      if (held) await unlessSilent(lock.check());
    },
    pause: async () => {
      if (held) await lock.pause();
    },
    // What cannot be taken away is told: a cluster is not stopped with its lock in it.
    release: async () => {
      if (held) await lock.release();
      held = false;
    },
    drop: () => lock.drop(),
  };
}

/** Whether it was done: a cluster that does not answer, or cannot write any more, is none that could hold a lock. */
async function unlessSilent(asked: Promise<void>): Promise<boolean> {
  try {
    await asked;
    return true;
  } catch (error) {
    if (!isSilence(error)) throw error;
    return false;
  }
}
