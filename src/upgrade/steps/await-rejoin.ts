import { mirrorCritical } from '../health/critical-queues.js';
import { initialSyncPending, leaderless, raisedAlarms } from '../health/standing.js';
import { viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import type { Step } from '../step.js';
import { unacceptedOf } from './await-quorum.js';

/** The node and every peer see the same members, all running, none drained, none apart. */
export const awaitRejoin: Step = {
  state: 'await-rejoin',
  isDone: () => false,
  perform: (context) => context.wait(() => hasRejoined(context), { every: 1000 }),
};

async function hasRejoined({ engine }: NodeContext): Promise<true | string> {
  const all = engine.members
    .map(({ name }) => name)
    .toSorted()
    .join(', ');
  const answers = await Promise.all(engine.members.map(async (of) => ({ of: of.name, views: await viewFrom(of) })));
  for (const { of, views } of answers) {
    const names = views
      .map(({ name }) => name)
      .toSorted()
      .join(', ');
    if (names !== all) return `${of} counts ${names} as members`;
    const out = views.find(({ running, drained, partitions }) => !running || drained === true || partitions.length > 0);
    if (out !== undefined)
      return `${of} sees ${out.name} ${!out.running ? 'down' : out.drained ? 'drained' : 'partitioned'}`;
  }
  return true;
}

/** All replicas are back: nothing is critical anywhere, no queue lacks a leader, no alarm; several times in a row. */
export const awaitCatchup: Step = {
  state: 'await-catchup',
  isDone: () => false,
  perform: (context) => context.wait(() => hasCaughtUp(context), { every: 2000, times: 3 }),
};

async function hasCaughtUp(context: NodeContext): Promise<true | string> {
  const { member, engine } = context;
  const [critical, mirrors, alarms, without, syncing] = await Promise.all([
    Promise.all(engine.members.map((of) => unacceptedOf(context, of))),
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

/** The first three, and how many more. */
const listed = (names: readonly string[]): string =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
