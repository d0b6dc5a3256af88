import type { Leaver } from '../membership/leaver.js';
import type { Check } from './check.js';
import { leaverChecks } from './leaver.js';

/**
 * What must be true of a node whose place another one takes: as of one that leaves. But what is replicated gets a replica on
 * the new node first: so nothing of that is lost while the old one runs, and nothing is left with fewer replicas.
 */
export function replacedChecks(leaver: Leaver): Readonly<Record<string, Check>> {
  const { runs, copies } = leaver;
  const kept = copies?.filter(({ type }) => type === 'classic' || !runs);
  const { redundancy: _, ...checks } = leaverChecks(leaver);
  const only = leaverChecks({ ...leaver, copies: kept })['only-copy'];
  return only === undefined ? checks : { ...checks, 'only-copy': only };
}
