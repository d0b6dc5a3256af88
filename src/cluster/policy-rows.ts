import { printJson } from '../api/json.js';
import type { Policy } from '../api/policies.js';
import type { Rows } from '../format/result.js';

/** Policies as every list of them prints them: definitions are JSON text. */
export const policyRows = (policies: readonly Policy[]): Rows => ({
  kind: 'rows',
  columns: ['vhost', 'name', 'pattern', 'apply-to', 'definition', 'priority'],
  rows: policies.map((policy) => [
    policy.vhost ?? '',
    policy.name ?? '',
    policy.pattern ?? '',
    policy['apply-to'] ?? 'all',
    printJson(policy.definition ?? {}),
    policy.priority ?? 0,
  ]),
  streamed: false,
});
