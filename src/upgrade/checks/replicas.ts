import { type CriticalQueue, mirrorCritical, quorumCritical } from '../health/critical-queues.js';
import { structuralIn } from '../health/structural.js';
import { turnsOf } from '../node-standing.js';
import { type Check, type Finding, findings, listed, queueName } from './check.js';
import { before, eachOf } from './each-member.js';

/** P9: nothing loses its majority, whichever node has its turn. What no waiting helps is told apart. */
export const quorum: Check = async (survey, options) => {
  const { queues = [] } = survey;
  const nodes = survey.members.map(({ name }) => name);
  const { found, all } = await eachOf(turnsOf(survey, options), async ({ member, name }) => {
    const critical = await quorumCritical(member);
    const structural = structuralIn(critical, queues, nodes);
    const transient = critical.filter((queue) => !structural.includes(queue));
    return [...structuralFinding(structural, name), ...transientFinding(transient, name)];
  });
  return findings('quorum', found, 'no queue, stream or Raft part depends on a single node', all);
};

/** P10: every mirrored queue has a synchronised mirror (up to 3.13). */
export const mirrors: Check = async (survey, options) => {
  const members = before('4.0.0', turnsOf(survey, options));
  if (members.length === 0) return [];
  const { found, all } = await eachOf(members, async ({ member, name }) => {
    const queues = await mirrorCritical(member);
    if (queues.length === 0) return [];
    const message = `mirrored queues have no synchronised mirror elsewhere: ${namesOf(queues)}. rabbitmqctl sync_queue NAME, or a policy that gives them one`;
    return [{ level: 'blocker', node: name, message, lasting: 'transient' }];
  });
  return findings('mirrors', found, 'every mirrored queue has a synchronised mirror', all);
};

function structuralFinding(queues: readonly CriticalQueue[], node: string): readonly Finding[] {
  if (queues.length === 0) return [];
  const message = `these have too few replicas to do without this node: ${namesOf(queues)}. Add replicas (rabbitmq-queues grow), take them from nodes that are gone (shrink), or accept that they are not available meanwhile`;
  return [{ level: 'blocker', node, message, lasting: 'structural', override: 'unavailable-queues' }];
}

function transientFinding(queues: readonly CriticalQueue[], node: string): readonly Finding[] {
  if (queues.length === 0) return [];
  const message = `these would lose their majority without this node: ${namesOf(queues)}. Their other replicas are down or behind: wait until they are back`;
  return [{ level: 'blocker', node, message, lasting: 'transient' }];
}

const namesOf = (queues: readonly CriticalQueue[]): string =>
  listed(queues.map(({ name, vhost }) => queueName(vhost, name)));
