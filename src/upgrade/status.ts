import { getGlobalParameter } from '../api/global-parameters.js';
import { CliError } from '../errors.js';
import type { Console } from './console.js';
import { unfinishedRun } from './find-run.js';
import { drainedNodes, viewFrom } from './health/views.js';
import type { RecordedRun } from './journal.js';
import { isDeadHere, type LockRecord, planParameter } from './lock-record.js';
import { seeLock } from './lock-seen.js';
import { type Member, memberNamed } from './member.js';
import { openParties } from './open-parties.js';
import type { Plan } from './plan.js';
import { procedureOf } from './procedure-of.js';
import { type NodeStatus, type RunStatus, statusJson, statusText } from './progress/status-text.js';
import { commandOf, type RunKind } from './run-kind.js';
import { beatEvery, lockedBy } from './run-lock.js';

/** Prints where the run of this cluster stands, by its journal, the lock and the world; whoever runs it. Touches nothing. Resolves to 0. */
export async function showStatus(console: Console, kind: RunKind, json: boolean): Promise<number> {
  const status = await statusOf(console, kind);
  const other = status === undefined ? (await seeLock(console.cluster, kind)).held : undefined;
  if (json) console.printJson(status === undefined ? { version: 1, run: null } : statusJson(status));
  else if (other !== undefined)
    console.print(`${lockedBy(other).message}\nIts status: ${commandOf[other.kind] ?? other.kind} status\n`);
  else if (status === undefined) console.print(`No ${commandOf[kind]} of ${console.cluster.name} is under way.\n`);
  else console.print(`${statusText(status, console.look.commands)}\n`);
  return 0;
}

async function statusOf(console: Console, kind: RunKind): Promise<RunStatus | undefined> {
  const { cluster, stateDirectory } = console;
  const { names, held } = await seeLock(cluster, kind);
  const recorded = unfinishedRun(stateDirectory, kind, { cluster: cluster.name, members: names });
  const mine = held === undefined || held.run === recorded?.run ? recorded : undefined;
  if (held !== undefined && held.kind !== kind) return undefined;
  if (held === undefined && mine === undefined) return undefined;
  const plan = mine?.plan ?? ((await getGlobalParameter(cluster.api, planParameter)) as Plan | undefined);
  if (plan === undefined) return undefined;
  const parties = await openParties(cluster, plan.options);
  const { drained, seenBy } = await firstOf(parties.members, async (member) => {
    const views = await viewFrom(member);
    return { drained: await drainedNodes(member, views), seenBy: views };
  }).then((told) => told ?? { drained: undefined, seenBy: undefined });
  const { nodeStatus } = procedureOf(kind);
  const nodes = plan.nodes.map(async (node): Promise<NodeStatus> => {
    const { name } = node;
    const member = memberNamed(parties, name);
    if (member === undefined) return { name, standing: 'half-way', problem: 'is not a member any more' };
    const done = mine?.events.some((event) => event.event === 'node-done' && event.node === name) === true;
    return nodeStatus({ plan, run: held?.run ?? mine?.run ?? '', node, member, done, drained, seenBy });
  });
  return { ...standingOf(console, kind, plan, held, mine), nodes: await Promise.all(nodes) };
}

function standingOf(
  { clock }: Console,
  kind: RunKind,
  plan: Plan,
  held: LockRecord | undefined,
  recorded: RecordedRun | undefined,
): Omit<RunStatus, 'nodes'> {
  const ended = recorded?.events.findLast(({ event }) => event === 'ended');
  const last = recorded?.events.findLast((event) => event.event === 'state');
  const heartbeatAge = held && Math.max(0, (clock.now() - Date.parse(held.heartbeat)) / 1000);
  const silent = held !== undefined && (isDeadHere(held) || (heartbeatAge ?? 0) * 1000 > beatEvery * 3);
  const told = ended?.event === 'ended' && held?.paused !== false ? ended : undefined;
  const place = held?.state === undefined && last?.event === 'state' ? last : held;
  return {
    ...{ run: held?.run ?? recorded?.run ?? '', kind, cluster: plan.cluster },
    started: held?.started ?? recorded?.events[0]?.time ?? '',
    standing: held === undefined || held.paused ? 'paused' : silent ? 'silent' : 'at-work',
    ...(plan.options.target !== undefined && { target: plan.options.target }),
    ...(held !== undefined && { owner: held.owner }),
    ...(heartbeatAge !== undefined && { heartbeatAge }),
    ...(place?.node !== undefined && { node: place.node }),
    ...(place?.state !== undefined && { state: place.state }),
    ...(told !== undefined && { message: told.message, ...(told.hint !== undefined && { hint: told.hint }) }),
  };
}

async function firstOf<T>(members: readonly Member[], ask: (member: Member) => Promise<T>): Promise<T | undefined> {
  for (const member of members) {
    try {
      return await ask(member);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  return undefined;
}
