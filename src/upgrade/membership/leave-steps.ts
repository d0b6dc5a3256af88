import { CheckFailed, TimedOut, Unavailable } from '../../errors.js';
import { isDrained, viewFrom } from '../health/views.js';
import { runJob } from '../job.js';
import type { NodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import type { Step } from '../step.js';
import { becomesDrained, canDrain, maintain } from '../steps/drain.js';
import { othersAreWell } from '../steps/others-are-well.js';
import { verifyDrain } from '../steps/verify-drain.js';
import { changeReplicas, type Refused } from './change-replicas.js';
import { type Copies, copiesOn, majorityOf, titleOf } from './replicas.js';
import { tell } from './tell.js';

/** How far a node is that leaves, as the others see it. */
export interface LeaveFacts {
  /** They count it among them. */
  readonly listed: boolean;
  /** And see it run. */
  readonly runs: boolean;
  readonly drained: boolean;
  /** Queues and streams that have a replica there. */
  readonly replicas: number;
  /** Of these, those that would lose their majority by a drain. */
  readonly pairs: number;
}

/** Asks one of the others. Throws what asking them throws. */
export async function lookAtLeaver(context: NodeContext): Promise<LeaveFacts> {
  const { member, engine, peers } = context;
  const [views, copies] = await Promise.all([
    engine.fromPeers(member, viewFrom),
    engine.fromPeers(member, (peer) => copiesOn(member.name, peer)),
  ]);
  const own = views.find(({ name }) => name === member.name);
  const runs = own?.running === true;
  return {
    ...{ listed: own !== undefined, runs, drained: runs && (await isDrained(member, peers)) },
    replicas: copies.filter(isReplicated).length,
    pairs: copies.filter((of) => isReplicated(of) && needsIt(of, member.name)).length,
  };
}

export const isReplicated = ({ type }: Copies): boolean => type !== 'classic';

const gate: Step<LeaveFacts> = {
  state: 'gate',
  isDone: ({ listed }) => !listed,
  perform: async (context) => {
    await context.engine.lock.check();
    await context.wait(() => othersAreWell(context));
  },
};

/** Without this node it has no majority, and could then give up no replica any more: so with two of them. */
const needsIt = ({ members, online }: Copies, node: string): boolean =>
  members.length > 1 && online.filter((name) => name !== node).length < majorityOf(members.length);

/** Before the drain only what could not be done after it. */
const shrinkPairs: Step<LeaveFacts> = {
  state: 'shrink',
  isDone: ({ pairs, drained }) => pairs === 0 || drained,
  perform: (context) => removeAll(context, needsIt),
};

/** After the drain has moved the leaders: a leader that is removed leaves its queue without one for a while (seen: 4.0.5, 106 s). */
const shrink: Step<LeaveFacts> = {
  state: 'shrink',
  isDone: ({ replicas }) => replicas === 0,
  perform: (context) => removeAll(context, () => true),
};

async function removeAll(context: NodeContext, which: (of: Copies, node: string) => boolean): Promise<void> {
  const { engine, member } = context;
  let said = '';
  const kept = new Set<string>();
  await engine.lock.check();
  const ask = async (): Promise<true | string> => {
    const copies = await engine.fromPeers(member, (peer) => copiesOn(member.name, peer));
    const left = copies.filter((of) => isReplicated(of) && which(of, member.name) && !kept.has(titleOf(of)));
    if (left.length === 0) return true;
    const refused = await changeReplicas(context, 'delete', left);
    for (const { of } of refused.filter(isForForget)) kept.add(titleOf(of));
    said = refused.find((refusal) => !isForForget(refusal))?.said ?? said;
    return `${left.length} replica${left.length === 1 ? '' : 's'} to remove${said === '' ? '' : `: ${said}`}`;
  };
  // What HTTP tells of members is up to 5 s old.
  await context.wait(ask, { every: 3000, times: 2 });
  if (kept.size > 0)
    context.warn(`of streams none is taken from a node that is down, before it is forgotten: ${[...kept].join(', ')}`);
}

/** A stream keeps its replica on a node that is down (seen: 3.10.8). RabbitMQ takes it away itself when that is no member any more. */
const isForForget = ({ of, said }: Refused): boolean => of.type === 'stream' && said.includes('node_not_running');

const drain: Step<LeaveFacts> = {
  state: 'drain',
  applies: canDrain,
  isDone: ({ listed, runs, drained }) => !listed || !runs || drained,
  perform: async (context) => {
    await context.engine.lock.check();
    const others = await othersAreWell(context);
    if (others !== true) throw new Paused('drain', `not drained, because ${others}`, { node: context.member.name });
    const said = await maintain(context, 'drain');
    if (await becomesDrained(context, 30)) return;
    const why = said === '' ? '' : `: ${said}`;
    throw new Paused('drain', `${context.member.name} could not be drained${why}`, { node: context.member.name });
  },
};

/** It stops only when it has nothing that is nowhere else: a queue may have been declared there since the plan was made. */
const stopApp: Step<LeaveFacts> = {
  state: 'stop-app',
  isDone: ({ listed, runs }) => !listed || !runs,
  perform: async (context) => {
    const { engine, member } = context;
    await engine.lock.check();
    await context.wait(() => othersAreWell(context));
    if (!engine.plan.options.overrides.includes('queue-loss')) {
      const copies = await engine.fromPeers(member, (peer) => copiesOn(member.name, peer));
      const only = copies.filter(({ online }) => online.every((name) => name === member.name));
      if (only.length > 0) {
        const names = only.map(titleOf).join(', ');
        throw new Paused('stop-app', `these are on ${member.name} alone: ${names}`, { node: member.name });
      }
    }
    await tell(context, member, 'rabbitmqctl', 'stop_app');
    await context.wait(async () => !(await lookAtLeaver(context)).runs || 'the others still see it run');
  },
};

/** It leaves by itself where it can: that empties it, too, so that it does not come back thinking it were a member. */
const leave: Step<LeaveFacts> = {
  state: 'leave',
  isDone: ({ listed }) => !listed,
  applies: async ({ member }) => (await probeOf(member))?.service === 'active',
  perform: async (context) => {
    const { engine, member } = context;
    await engine.lock.check();
    if ((await lookAtLeaver(context)).runs) {
      throw new Paused('leave', `${member.name} runs again`, { node: member.name });
    }
    try {
      await tell(context, member, 'rabbitmqctl', 'reset');
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      context.warn(`it does not leave by itself, and is made to by the others: ${error.hint ?? error.message}`);
    }
  },
};

/** The others forget it, where it is still among them. */
const forget: Step<LeaveFacts> = {
  state: 'forget',
  isDone: ({ listed }) => !listed,
  perform: async (context) => {
    const { engine, member, peers } = context;
    if ((await lookAtLeaver(context)).listed) {
      await engine.lock.check();
      await engine.fromPeers(member, (peer) => tell(context, peer, 'rabbitmqctl', 'forget_cluster_node', member.name));
    }
    await context.wait(async () => {
      const answers = await Promise.all(peers.map(async (of) => ({ of: of.name, views: await viewFrom(of) })));
      const still = answers.find(({ views }) => views.some(({ name }) => name === member.name));
      return still === undefined || `${still.of} still counts it as a member`;
    });
  },
};

/** Its broker does not run on as a cluster of its own, which clients would take for this one. */
const stop: Step<LeaveFacts> = {
  state: 'stop',
  isDone: () => false,
  perform: async (context) => {
    const { member } = context;
    const probe = await probeOf(member);
    if (probe === undefined) {
      context.warn('its machine is not reached: its broker must not be started there again with the data that it has');
      return;
    }
    if (probe.service === 'inactive' || probe.service === 'failed') return;
    if (probe.service === 'unknown') {
      context.warn('its broker is no service of systemd, and is not stopped: it runs on as an empty node by itself');
      return;
    }
    await runJob(context, 'stop', member.service.stopArgv);
  },
};

/** Undefined where the machine is not reached: it may be gone for good. */
export async function probeOf(member: NodeContext['member']) {
  try {
    return await member.service.probe();
  } catch (error) {
    if (error instanceof Unavailable || error instanceof TimedOut) return undefined;
    throw error;
  }
}

/** What makes a node cease to be a member, alive or dead. */
export const leaveSteps: readonly Step<LeaveFacts>[] = [
  ...[gate, shrinkPairs, drain],
  { ...verifyDrain, isDone: ({ listed, runs }) => !listed || !runs },
  ...[shrink, stopApp, leave, forget, stop],
];
