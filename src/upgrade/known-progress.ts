import type { RecordedRun } from './journal.js';
import type { LockRecord } from './lock-record.js';
import type { NodePlan, Plan } from './plan.js';
import type { RunOptions } from './run-options.js';
import { membershipStates, type NodeState, nodeStates } from './state-name.js';

/**
 * A plan with how far it has come, by the journal and the lock. Nodes that are done need no second look; all others are
 * looked at, if they can be.
 */
export function withProgress(plan: Plan, recorded: RecordedRun | undefined, held: LockRecord | undefined): Plan {
  const events = recorded?.events ?? [];
  const nodesOf = (isOne: (event: (typeof events)[number]) => boolean): ReadonlySet<string | undefined> =>
    new Set(events.filter(isOne).map((event) => ('node' in event ? event.node : undefined)));
  const done = nodesOf(({ event }) => event === 'node-done');
  const begun = nodesOf((event) => event.event === 'state' && mayBeOut.has(event.state));
  const booted = nodesOf((event) => event.event === 'state-done' && event.state === proofOfBoot(plan.options));
  const up = new Set([...done, ...booted, ...(held?.up ?? [])]);
  const nodes = plan.nodes.map((node): NodePlan => {
    const { name } = node;
    const standing = done.has(name) ? 'done' : begun.has(name) ? 'half-way' : node.standing;
    return { ...node, standing, ...(up.has(name) && { wasUp: true }) };
  });
  return { ...plan, nodes };
}

/** The unit of a package has started when its broker is up; what a command of the operator's has done by its end, nobody knows. */
export const proofOfBoot = ({ packages }: RunOptions): NodeState => (packages === 'command' ? 'await-boot' : 'start');

/** From there on a node may be out of service. */
const mayBeOut: ReadonlySet<string> = new Set([...nodeStates.slice(nodeStates.indexOf('drain')), ...membershipStates]);
