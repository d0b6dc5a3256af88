import type { Engine } from '../engine.js';
import { isDrained } from '../health/views.js';
import { memberNamed } from '../member.js';
import { type NodeContext, nodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import type { NodePlan } from '../plan.js';
import type { NodeEnd, Retreat, StatusOf } from '../procedure.js';
import type { NodeStatus } from '../progress/status-text.js';
import type { NodeState } from '../state-name.js';
import { revive } from '../steps/drain.js';
import { lookAtLeaver, probeOf } from './leave-steps.js';
import { tell } from './tell.js';

/** One that is a member still goes back into service, without the replicas that were taken from it; one that has left stays so. */
export async function leaveRetreat(engine: Engine, node: NodePlan): Promise<Retreat> {
  const context = leaverContext(engine, node, 'drain');
  const { name } = node;
  const { listed, runs, drained } = await lookAtLeaver(context);
  const replicas = `replicas that were taken from it do not come back by themselves: rabbitctl grow ${name} all`;
  if (listed && drained) {
    return { words: `${name} is drained, and is revived; ${replicas}`, go: () => act(context, 'drain', revive) };
  }
  // Stopped by the run, or by whoever stopped it before: that one's runtime is down as well.
  if (listed && !runs && (await probeOf(context.member))?.service === 'active') {
    return {
      words: `${name} is stopped, and is started; ${replicas}`,
      go: () => act(context, 'start-app', startAgain),
    };
  }
  return { words: listed ? undefined : `${name} has left, and stays as it is`, go: async () => {} };
}

/** The mark of the drain may outlive the stop. */
async function startAgain(context: NodeContext): Promise<void> {
  const { member, peers } = context;
  await tell(context, member, 'rabbitmqctl', 'start_app');
  if (await isDrained(member, peers)) await revive(context);
}

async function act(context: NodeContext, state: NodeState, work: (of: NodeContext) => Promise<void>): Promise<void> {
  const { engine, member } = context;
  await engine.lock.check();
  engine.emit({ event: 'state', node: member.name, state });
  await work(context);
}

/** Done is one that has left. */
export async function leaveEnd(engine: Engine, node: NodePlan): Promise<NodeEnd> {
  const { listed, runs, drained } = await lookAtLeaver(leaverContext(engine, node, 'gate'));
  return { standing: listed ? 'to-do' : 'done', inService: runs && !drained };
}

/** How far it is, by another one's word. */
export async function leaveStatus({ node, done, drained, seenBy }: StatusOf): Promise<NodeStatus> {
  const seen = seenBy?.find(({ name }) => name === node.name);
  if (seenBy === undefined) return { name: node.name, standing: 'half-way', problem: 'no other node answers' };
  if (seen === undefined)
    return { name: node.name, standing: done ? 'done' : 'half-way', problem: 'is no member any more' };
  const isOut = drained?.has(node.name);
  return {
    ...{ name: node.name, standing: isOut || !seen.running ? 'half-way' : 'to-do' },
    ...(isOut !== undefined && { drained: isOut }),
    ...(!seen.running && { problem: 'a member, and down' }),
  };
}

/** The node in one of its states. */
export function leaverContext(engine: Engine, node: NodePlan, state: NodeState): NodeContext {
  const member = memberNamed(engine, node.name);
  if (member === undefined) throw new Paused('gate', `${node.name} is not known`, { node: node.name });
  return nodeContext(engine, member, node, state);
}
