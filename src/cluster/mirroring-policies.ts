import { deletePolicy, listPolicies, type Policy, type PolicyKind, putPolicy } from '../api/policies.js';
import { CheckFailed } from '../errors.js';
import { has } from './capabilities.js';
import type { Cluster } from './cluster.js';
import { asShown } from './shown-to-user.js';

export interface Asked {
  readonly cluster: Pick<Cluster, 'api'>;
  readonly version: () => Promise<{ readonly rabbitmq: string }>;
  readonly note: (line: string) => void;
}

/**
 * The policies of all virtual hosts that mirror classic queues, as rabbit_mirror_queue_misc finds them; undefined for
 * versions before 3.13, whose tools know no such command. Throws CheckFailed for later ones, whose tools fail.
 */
export async function policiesThatMirror(
  { cluster: { api }, version, note }: Asked,
  kind: PolicyKind,
): Promise<readonly Policy[] | undefined> {
  const { rabbitmq } = await version();
  if (has(rabbitmq, 'lists_of_mirroring_policies')) {
    const policies = await asShown(api, note, listPolicies(api, undefined, kind));
    return policies.filter(({ definition }) => definition?.['ha-mode'] !== undefined);
  }
  if (has(rabbitmq, 'mirrored_queues')) return undefined;
  throw new CheckFailed(`RabbitMQ ${rabbitmq} mirrors no classic queues, so no policy can`);
}

/** Takes the keys that mirror out of a policy; one that has no others goes. Throws what the API throws. */
export async function stopMirroring({ cluster: { api } }: Asked, kind: PolicyKind, policy: Policy): Promise<void> {
  const { vhost = '', name = '', pattern = '', priority = 0, 'apply-to': applyTo = 'all' } = policy;
  const kept = Object.entries(policy.definition ?? {}).filter(([key]) => !keys.includes(key));
  if (kept.length === 0) return deletePolicy(api, vhost, name, kind);
  const definition = Object.fromEntries(kept);
  await putPolicy(api, vhost, name, { pattern, definition, priority, 'apply-to': applyTo }, kind);
}

const keys = ['mode', 'params', 'sync-mode', 'sync-batch-size', 'promote-on-shutdown', 'promote-on-failure'].map(
  (key) => `ha-${key}`,
);
