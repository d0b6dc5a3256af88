import { CliError } from '../../errors.js';
import type { Engine } from '../engine.js';
import { jobName, runJob } from '../job.js';
import { memberNamed } from '../member.js';
import { applicationRuns } from '../membership/own-view.js';
import { nodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import type { NodePlan } from '../plan.js';
import type { NodeEnd, Retreat, StatusOf } from '../procedure.js';
import type { NodeStatus } from '../progress/status-text.js';
import { beginAll } from './begin-all.js';
import { isDown } from './is-down.js';
import { forgetStopRecord } from './stop-record.js';
import { stoppedMachine } from './stopped-machine.js';

/** A node that this run stopped, or found stopped half-way, is started again; one that was down before stays so. */
export async function stopRetreat(engine: Engine, node: NodePlan): Promise<Retreat> {
  const context = contextOf(engine, node);
  const { member } = context;
  const forget = () => forgetStopRecord(member);
  const [probe, job] = await Promise.all([member.service.probe(), member.launcher.state(jobName(engine.run, 'stop'))]);
  const isStopping = job.state === 'running' || probe.service === 'deactivating';
  if (wasDown(node) || !(isDown(probe) || isStopping)) return { words: undefined, go: forget };
  const go = async () => {
    // What was begun comes to its end: a start in between would be lost in it.
    const ended = async () => isDown(await member.service.probe()) || 'it is still being stopped';
    if (isStopping) await context.wait(ended, { every: 1000 });
    engine.emit({ event: 'state', node: node.name, state: 'start' });
    // With Khepri none comes up before most of them are there.
    if ((await stoppedMachine(member)).khepri === true) {
      await beginAll(
        engine,
        engine.plan.nodes.filter((one) => !wasDown(one)),
      );
    }
    await runJob(context, 'start', member.service.startArgv);
    await forget();
  };
  return { words: `${node.name} is ${isStopping ? 'being ' : ''}stopped, and is started`, go };
}

/** Before the run began. */
const wasDown = ({ standing, from }: NodePlan): boolean => standing === 'done' && from === '';

/** A start that is given up leaves what runs running, and stops nothing. */
export const startRetreat = async (): Promise<Retreat> => ({ words: undefined, go: async () => {} });

/** Done is one that is down, of a stop; one that runs, of a start. */
export async function stopEnd(engine: Engine, node: NodePlan): Promise<NodeEnd> {
  const { member } = contextOf(engine, node);
  const down = isDown(await member.service.probe());
  const done = engine.plan.options.kind === 'stop-cluster' ? down : !down;
  return { standing: done ? 'done' : 'to-do', inService: !down && (await applicationRuns(member)) };
}

/** By its machine alone. */
export async function stopStatus({ plan, node, member, done }: StatusOf): Promise<NodeStatus> {
  const { name } = node;
  try {
    const probe = await member.service.probe();
    const { service } = probe;
    const down = isDown(probe);
    if (plan.options.kind === 'stop-cluster') {
      return { name, standing: down ? 'done' : service === 'deactivating' ? 'half-way' : 'to-do', service };
    }
    const runs = service === 'active' && (await applicationRuns(member));
    return { name, standing: runs ? 'done' : down ? 'to-do' : 'half-way', service };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { name, standing: done ? 'done' : 'half-way', problem: error.message };
  }
}

export function contextOf(engine: Engine, node: NodePlan) {
  const member = memberNamed(engine, node.name);
  if (member === undefined) throw new Paused('gate', `${node.name} is not known`, { node: node.name });
  return nodeContext(engine, member, node, 'start');
}
