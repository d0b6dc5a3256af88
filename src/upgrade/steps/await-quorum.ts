import { compareVersions } from '../../cluster/capabilities.js';
import { type CriticalQueue, mirrorCritical, quorumCritical } from '../health/critical-queues.js';
import { structuralOf } from '../health/structural.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';

/** Nothing would lose its majority without this node. */
export const awaitQuorum: Step = {
  state: 'await-quorum',
  // A drained node is critical by its nature (facts §1.6): this was asked before it was drained.
  isDone: (facts) => reached(facts, 'drained'),
  perform: (context) => context.wait(() => wouldLoseMajority(context)),
};

/** True when nothing would; else what would. Throws what asking throws. */
export async function wouldLoseMajority(context: NodeContext): Promise<true | string> {
  return said('would lose their majority', await unacceptedOf(context, context.member));
}

/** Every mirrored queue has a synchronised mirror elsewhere. */
export const awaitMirrors: Step = {
  state: 'await-mirrors',
  // A drained node does not answer over HTTP: it is asked before that, and its version is known from the plan.
  applies: ({ plan }) => compareVersions(plan.from, '4.0.0') < 0,
  isDone: (facts) => reached(facts, 'drained'),
  perform: (context) =>
    context.wait(async () => said('have no synchronised mirror elsewhere', await mirrorCritical(context.member))),
};

/** What is quorum-critical on a member, but for what the operator accepts to be unavailable because no waiting helps it. */
async function unacceptedOf(context: NodeContext, member: Member): Promise<readonly CriticalQueue[]> {
  const critical = await quorumCritical(member);
  if (critical.length === 0 || !context.engine.plan.options.overrides.includes('unavailable-queues')) return critical;
  const names = context.engine.members.map(({ name }) => name);
  const accepted = new Set(await structuralOf(critical, member, names));
  return critical.filter((queue) => !accepted.has(queue));
}

function said(what: string, queues: readonly CriticalQueue[]): true | string {
  if (queues.length === 0) return true;
  const names = queues
    .slice(0, 3)
    .map(({ name, vhost }) => (vhost === '' || vhost === '/' ? name : `${vhost} ${name}`));
  const more = queues.length > names.length ? ` and ${queues.length - names.length} more` : '';
  return `${names.join(', ')}${more} ${what}`;
}
