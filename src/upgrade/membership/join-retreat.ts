import { CliError } from '../../errors.js';
import type { Engine } from '../engine.js';
import { runJob } from '../job.js';
import { memberNamed } from '../member.js';
import { type NodeContext, nodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import type { NodePlan } from '../plan.js';
import type { NodeEnd, Retreat, StatusOf } from '../procedure.js';
import type { NodeStatus } from '../progress/status-text.js';
import type { NodeState } from '../state-name.js';
import { lookAtNewcomer } from './join-steps.js';
import { applicationRuns } from './own-view.js';
import { tell } from './tell.js';

/** A node that is a member stays one; one that was stopped for it is started, by itself and perhaps empty. */
export async function joinRetreat(engine: Engine, node: NodePlan): Promise<Retreat> {
  const context = newcomerContext(engine, node);
  const { listed, runs } = await lookAtNewcomer(context);
  if (listed ? runs : await applicationRuns(context.member)) return { words: undefined, go: async () => {} };
  const words = listed
    ? `${node.name} is a member, and its RabbitMQ is started`
    : `${node.name} is no member; it is started by itself, without the data that it had if it was reset`;
  return { words, go: () => startAgain(context) };
}

async function startAgain(context: NodeContext): Promise<void> {
  const { member, engine } = context;
  await engine.lock.check();
  engine.emit({ event: 'state', node: member.name, state: 'start-app' });
  if ((await member.service.probe()).service !== 'active') await runJob(context, 'start', member.service.startArgv);
  await tell(context, member, 'rabbitmqctl', 'start_app');
}

/** A node that has come to be a member is done. */
export async function joinEnd(engine: Engine, node: NodePlan): Promise<NodeEnd> {
  const context = newcomerContext(engine, node);
  const { listed, runs } = await lookAtNewcomer(context);
  return { standing: listed ? 'done' : 'to-do', inService: listed ? runs : await applicationRuns(context.member) };
}

/** How far it is, by a member's word and by its own. */
export async function joinStatus({ plan, node, member, done, seenBy }: StatusOf): Promise<NodeStatus> {
  const seen = seenBy?.find(({ name }) => name === node.name);
  const listed = seen !== undefined;
  if (listed && seen.running) return { name: node.name, standing: done ? 'done' : 'half-way', running: node.from };
  try {
    const runs = await applicationRuns(member);
    const problem = listed ? 'a member, but not seen to run' : runs ? 'no member yet' : 'no member, and stopped';
    return { name: node.name, standing: listed || !runs ? 'half-way' : 'to-do', problem };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { name: node.name, standing: 'half-way', problem: `${plan.options.kind}: ${error.message}` };
  }
}

/** The node in one of its states. */
export function newcomerContext(engine: Engine, node: NodePlan, state: NodeState = 'start-app'): NodeContext {
  const member = memberNamed(engine, node.name);
  if (member === undefined) throw new Paused('gate', `${node.name} is not known`, { node: node.name });
  return nodeContext(engine, member, node, state);
}
