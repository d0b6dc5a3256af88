import { type Feature, has } from './capabilities.js';

/**
 * Whether a policy with these keys counts for queues of that type (rabbit_queue_type:is_policy_applicable): one key of other
 * types and it does not. Undefined for a key or a type that is not known here.
 */
export function countsFor(type: string, keys: readonly string[], rabbitmq: string): boolean | undefined {
  const own = ofTypes[type];
  if (own === undefined || keys.some((key) => !known.has(key))) return undefined;
  return keys.every((key) => {
    const takenSince = own[key] ?? ofAll[key];
    return takenSince === true || (takenSince !== undefined && has(rabbitmq, takenSince));
  });
}

/** True, or the feature of the versions that take the key. */
type Taken = Readonly<Record<string, true | Feature>>;

const taken = (...keys: readonly string[]): Taken => Object.fromEntries(keys.map((key) => [key, true]));

/** Nothing that lists `unsupported_policies` has these. */
const ofAll: Taken = {
  ...taken('max-length-bytes', 'stream-filter-size-bytes', 'queue-version', 'alternate-exchange'),
  ...taken('federation-upstream', 'federation-upstream-set', 'federation-upstream-pattern'),
  ...taken('consumer-timeout', 'consumer-disconnected-timeout', 'shards-per-node', 'routing-key'),
};
const limits = ['expires', 'message-ttl', 'dead-letter-exchange', 'dead-letter-routing-key', 'max-length', 'overflow'];
const mirrors = ['ha-mode', 'ha-params', 'ha-sync-mode', 'ha-promote-on-shutdown', 'ha-promote-on-failure'];
const inMemory = ['max-in-memory-length', 'max-in-memory-bytes'];

/** What each takes beside that: unsupported_policies of rabbit_classic_queue, rabbit_quorum_queue, rabbit_stream_queue, 3.12.9 to 4.3.5. */
const ofTypes: Readonly<Record<string, Taken>> = {
  classic: {
    ...taken(...limits, ...mirrors, 'max-priority', 'queue-mode', 'queue-master-locator', 'single-active-consumer'),
    'queue-leader-locator': 'leader_locator_of_classic_queue',
  },
  quorum: {
    ...taken(...limits, ...inMemory, 'delivery-limit', 'dead-letter-strategy', 'target-group-size'),
    ...taken('queue-leader-locator'),
    'single-active-consumer': 'single_active_consumer_of_any_queue',
  },
  stream: {
    ...taken('max-age', 'stream-max-segment-size-bytes', 'initial-cluster-size', 'queue-leader-locator'),
    'single-active-consumer': 'single_active_consumer_of_any_queue',
  },
};

const known: ReadonlySet<string> = new Set([ofAll, ...Object.values(ofTypes)].flatMap((keys) => Object.keys(keys)));
