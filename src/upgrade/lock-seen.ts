import { TagNeeded } from '../api/errors.js';
import { getGlobalParameter } from '../api/global-parameters.js';
import type { Cluster } from '../cluster/cluster.js';
import { type LockRecord, lockParameter, lockRecordOf } from './lock-record.js';
import { mayBeStopped, type RunKind } from './run-kind.js';
import { isSilence } from './stopping/is-silence.js';
import { membersThoughStopped } from './stopping/members-though-stopped.js';
import { isRestoredLock } from './stopping/restored-lock.js';

/** The cluster's members, and what it shows of a run. */
export interface LockSeen {
  readonly names: readonly string[];
  readonly held: LockRecord | undefined;
}

/**
 * Looks who has the cluster. For a run that may find it stopped nobody needs to answer: then no lock is seen. Throws else
 * what the API throws.
 */
export async function seeLock(cluster: Cluster, kind: RunKind): Promise<LockSeen> {
  try {
    return await look(cluster, kind);
  } catch (error) {
    if (!(error instanceof TagNeeded)) throw error;
    // These questions need policymaker and monitoring, and what follows more: either alone would lead to the next refusal.
    throw new TagNeeded(error.message, { tag: 'administrator', username: error.username, cause: error });
  }
}

async function look(cluster: Cluster, kind: RunKind): Promise<LockSeen> {
  if (!mayBeStopped(kind)) {
    const [value, members] = await Promise.all([getGlobalParameter(cluster.api, lockParameter), cluster.members()]);
    const names = members.map(({ name }) => name);
    return { names, held: lockRecordOf(value, names) };
  }
  const names = await membersThoughStopped(cluster);
  try {
    const held = lockRecordOf(await getGlobalParameter(cluster.api, lockParameter), names);
    if (kind !== 'start-cluster' || held?.kind !== 'backup') return { names, held };
    const asked = (await cluster.named(names)).map((node) => ({ name: node.name, node }));
    return { names, held: (await isRestoredLock(held, asked)) ? undefined : held };
  } catch (error) {
    if (!isSilence(error)) throw error;
    return { names, held: undefined };
  }
}
