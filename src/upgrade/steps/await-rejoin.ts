import type { Engine } from '../engine.js';
import { type CriticalQueue, mirrorCritical, quorumCritical } from '../health/critical-queues.js';
import { initialSyncPending, leaderless, raisedAlarms } from '../health/standing.js';
import { structuralOf } from '../health/structural.js';
import { viewFrom } from '../health/views.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';
import type { Step } from '../step.js';
import { waitingHelpsNewcomer } from '../wait-until.js';
import { revive } from './drain.js';

/** The node and every peer see the same members, all running, none drained, none apart. */
export const awaitRejoin: Step = {
  state: 'await-rejoin',
  isDone: () => false,
  perform: async (context) => {
    const { engine, member } = context;
    let drainedSince: number | undefined;
    const ask = async (): Promise<true | string> => {
      const problem = await problemOf(engine);
      drainedSince = problem?.drained === member.name ? (drainedSince ?? engine.clock.now()) : undefined;
      if (drainedSince === undefined || engine.clock.now() - drainedSince < stale) return problem?.message ?? true;
      await revive(context);
      return 'it was still drained after its start, and is revived';
    };
    await context.wait(ask, { every: 1000, helps: waitingHelpsNewcomer });
  },
};

/**
 * ms: what nodes tell of each other may be five seconds old. Seen after a way back from 4.3 to 4.0: the boot had reset the
 * mark where nobody looks any more, for the start that failed had moved the metadata to Khepri.
 */
const stale = 15_000;

interface Problem {
  readonly message: string;
  /** The node that is drained, if it is that. */
  readonly drained?: string;
}

/** What one of the nodes sees that is not as it should be. */
async function problemOf({ members }: Engine): Promise<Problem | undefined> {
  const all = namesOf(members);
  const answers = await Promise.all(members.map(async (of) => ({ of: of.name, views: await viewFrom(of) })));
  for (const { of, views } of answers) {
    const names = namesOf(views);
    if (names !== all) return { message: `${of} counts ${names} as members` };
    const out = views.find(({ running, drained, partitions }) => !running || drained === true || partitions.length > 0);
    if (out === undefined) continue;
    const isDrained = out.running && out.drained === true;
    const how = !out.running ? 'down' : isDrained ? 'drained' : 'partitioned';
    return { message: `${of} sees ${out.name} ${how}`, ...(isDrained && { drained: out.name }) };
  }
  return undefined;
}

const namesOf = (nodes: readonly { readonly name: string }[]): string =>
  nodes
    .map(({ name }) => name)
    .toSorted()
    .join(', ');

/** All replicas are back: nothing is critical anywhere, no queue lacks a leader, no alarm; several times in a row. */
export const awaitCatchup: Step = {
  state: 'await-catchup',
  isDone: () => false,
  perform: (context) => context.wait(() => hasCaughtUp(context), { every: 2000, times: 3 }),
};

async function hasCaughtUp(context: NodeContext): Promise<true | string> {
  const { member, engine } = context;
  const [critical, mirrors, alarms, without, syncing] = await Promise.all([
    Promise.all(engine.members.map((of) => behindOn(of, engine))),
    Promise.all(engine.members.map((of) => mirrorCritical(of))),
    raisedAlarms(member),
    leaderless(member),
    initialSyncPending(member),
  ]);
  const names = [...new Set(critical.flat().map(({ name }) => name))];
  if (names.length > 0) return `replicas of ${listed(names)} are not back yet`;
  const unsynchronised = [...new Set(mirrors.flat().map(({ name }) => name))];
  if (unsynchronised.length > 0) return `mirrors of ${listed(unsynchronised)} are not synchronised`;
  if (alarms.length > 0) return alarms.join(', ');
  if (without.length > 0) return `${listed(without)} ${without.length === 1 ? 'has' : 'have'} no leader`;
  return syncing ? 'new replicas are still being filled' : true;
}

/** What is critical there and will not be for ever: too few replicas are no reason to wait. */
async function behindOn(of: Member, { members }: Engine): Promise<readonly CriticalQueue[]> {
  const critical = await quorumCritical(of);
  const names = members.map(({ name }) => name);
  const structural = new Set(await structuralOf(critical, of, names));
  return critical.filter((queue) => !structural.has(queue));
}

/** The first three, and how many more. */
const listed = (names: readonly string[]): string =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
