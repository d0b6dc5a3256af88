import { type CriticalQueue, mirrorCritical, quorumCritical } from '../health/critical-queues.js';
import { structuralOf } from '../health/structural.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings, listed } from './check.js';
import { eachOf } from './standing.js';

type Finding = Omit<Verdict, 'check'>;

/** P9: nothing loses its majority, whichever node is down. What no waiting helps is told apart. */
export const quorum: Check = async ({ members }) => {
  const found = await eachOf(members, async ({ member, name }) => {
    const critical = await quorumCritical(member);
    const structural = await structuralOf(critical, member, members.length);
    const transient = critical.filter((queue) => !structural.includes(queue));
    return [...structuralFinding(structural, name), ...transientFinding(transient, name)];
  });
  return findings('quorum', found, 'no queue, stream or Raft part depends on a single node');
};

/** P10: every mirrored queue has a synchronised mirror (up to 3.13). */
export const mirrors: Check = async ({ members }) => {
  const found = await eachOf(members, async ({ member, name }) => {
    const queues = await mirrorCritical(member);
    if (queues.length === 0) return [];
    const message = `mirrored queues have no synchronised mirror elsewhere: ${namesOf(queues)}. rabbitmqctl sync_queue`;
    return [{ level: 'blocker', node: name, message, lasting: 'transient' }];
  });
  return findings('mirrors', found, 'every mirrored queue has a synchronised mirror');
};

function structuralFinding(queues: readonly CriticalQueue[], node: string): readonly Finding[] {
  if (queues.length === 0) return [];
  const message = `these have too few replicas to do without this node: ${namesOf(queues)}. Add replicas (rabbitmq-queues grow), or accept that they are not available meanwhile`;
  return [{ level: 'blocker', node, message, lasting: 'structural', override: 'unavailable-queues' }];
}

function transientFinding(queues: readonly CriticalQueue[], node: string): readonly Finding[] {
  if (queues.length === 0) return [];
  const message = `these would lose their majority without this node: ${namesOf(queues)}. Their other replicas are down or behind: wait until they are back`;
  return [{ level: 'blocker', node, message, lasting: 'transient' }];
}

const namesOf = (queues: readonly CriticalQueue[]): string =>
  listed(queues.map(({ name, vhost }) => (vhost === '' || vhost === '/' ? name : `${name} in ${vhost}`)));
