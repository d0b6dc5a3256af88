import type { Policy } from '../api/policies.js';
import { NotOverHttp } from '../errors.js';
import { patternMatches } from './pattern-match.js';
import { countsFor } from './policy-keys.js';

/** A queue of that type (`classic`), or an exchange. */
export interface Matched {
  readonly name: string;
  readonly queueType?: string;
}

/**
 * The policies of its virtual host that match it, the strongest first (rabbit_policy:match_all). Throws NotOverHttp where
 * the broker alone knows of one.
 */
export function policiesThatMatch(policies: readonly Policy[], matched: Matched, rabbitmq: string): readonly Policy[] {
  return policies
    .filter((policy) => {
      const verdicts = [
        isFor(policy['apply-to'] ?? 'all', matched),
        patternMatches(policy.pattern ?? '', matched.name),
        matched.queueType === undefined || countsFor(matched.queueType, Object.keys(policy.definition ?? {}), rabbitmq),
      ];
      if (verdicts.includes(false)) return false;
      if (verdicts.includes(undefined)) throw new NotOverHttp(`only the broker knows whether "${policy.name}" matches`);
      return true;
    })
    .toSorted((one, other) => (other.priority ?? 0) - (one.priority ?? 0));
}

function isFor(applyTo: string, { queueType }: Matched): boolean | undefined {
  if (applyTo === 'all') return true;
  if (queueType === undefined) return applyTo === 'exchanges';
  if (applyTo === 'queues') return true;
  const kind = kinds[queueType];
  return kind === undefined ? undefined : applyTo === kind;
}

const kinds: Readonly<Record<string, string>> = {
  classic: 'classic_queues',
  quorum: 'quorum_queues',
  stream: 'streams',
};
