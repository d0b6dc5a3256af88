import { getGlobalParameter } from '../api/global-parameters.js';
import { getOverview, identity } from '../api/overview.js';
import { CliError } from '../errors.js';
import type { Console } from './console.js';
import type { NodeStanding } from './event.js';
import { unfinishedRun } from './find-run.js';
import { drainedNodes } from './health/views.js';
import type { RecordedRun } from './journal.js';
import { isDeadHere, type LockRecord, lockOf, lockParameter, lockRecordOf, planParameter } from './lock-record.js';
import type { Member } from './member.js';
import { isReplaced } from './node-facts.js';
import { openMembers } from './open-members.js';
import type { NodePlan, Plan } from './plan.js';
import { type NodeStatus, type RunStatus, statusJson, statusText } from './progress/status-text.js';
import { beatEvery, lockedBy } from './run-lock.js';
import type { RunKind } from './run-options.js';
import { wayBackLines } from './way-back.js';

/** Prints where the run of this cluster stands, by its journal, the lock and the world; whoever runs it. Touches nothing. Resolves to 0. */
export async function showStatus(console: Console, kind: RunKind, json: boolean): Promise<number> {
  const status = await statusOf(console, kind);
  const other = status === undefined ? await lockOf(console.cluster) : undefined;
  if (json) console.printJson(status === undefined ? { version: 1, run: null } : statusJson(status));
  else if (other !== undefined) console.print(`${lockedBy(other).message}\nIts status: rolling-${other.kind} status\n`);
  else if (status === undefined) console.print(`No rolling-${kind} of ${console.cluster.name} is under way.\n`);
  else console.print(`${statusText(status, console.look.commands)}\n`);
  return 0;
}

async function statusOf(console: Console, kind: RunKind): Promise<RunStatus | undefined> {
  const { cluster, stateDirectory } = console;
  const names = (await cluster.members()).map(({ name }) => name);
  const held = lockRecordOf(await getGlobalParameter(cluster.api, lockParameter), names);
  const recorded = unfinishedRun(stateDirectory, kind, { cluster: cluster.name, members: names });
  const mine = held === undefined || held.run === recorded?.run ? recorded : undefined;
  if (held !== undefined && held.kind !== kind) return undefined;
  const plan = mine?.plan ?? ((await getGlobalParameter(cluster.api, planParameter)) as Plan | undefined);
  if (plan === undefined || (held === undefined && mine === undefined)) return undefined;
  const members = await openMembers(cluster, plan.options);
  const drained = await firstOf(members, (member) => drainedNodes(member));
  const nodes = plan.nodes.map((node) => {
    const member = members.find(({ name }) => name === node.name);
    return nodeStatus(plan, held?.run ?? mine?.run ?? '', node, member, mine, drained);
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

async function nodeStatus(
  { options }: Plan,
  run: string,
  node: NodePlan,
  member: Member | undefined,
  recorded: RecordedRun | undefined,
  drained: ReadonlySet<string> | undefined,
): Promise<NodeStatus> {
  const done = recorded?.events.some((event) => event.event === 'node-done' && event.node === node.name) === true;
  if (member === undefined) return { name: node.name, standing: 'half-way', problem: 'is not a member any more' };
  const upgrade = options.kind === 'upgrade';
  const [overview, probe, installed] = await Promise.allSettled([
    getOverview(member.node.api, identity),
    member.service.probe(),
    upgrade ? member.packages.installed() : undefined,
  ]);
  const problem = [probe, installed].find((outcome) => outcome.status === 'rejected')?.reason;
  if (problem !== undefined && !(problem instanceof CliError)) throw problem;
  const facts = {
    name: node.name,
    ...(overview.status === 'fulfilled' && { running: overview.value.rabbitmq_version ?? '' }),
    ...(drained !== undefined && { drained: drained.has(node.name) }),
    ...(problem !== undefined && { problem: problem.message }),
  };
  if (probe.status === 'rejected' || installed.status === 'rejected') {
    return { ...facts, standing: done ? 'done' : 'half-way' };
  }
  const replaced = isReplaced(probe.value, node.instance, installed.value, node.candidate);
  const down = probe.value.instance === undefined;
  const untouched = !down && !replaced && !facts.drained;
  const standing: NodeStanding =
    done || (replaced && facts.running !== undefined) ? 'done' : untouched ? 'to-do' : 'half-way';
  const wayBack = down && upgrade ? await wayBackLines(member, node, options, run) : undefined;
  return {
    ...{ ...facts, standing, service: probe.value.service },
    ...(installed.value !== undefined && { installed: installed.value.version }),
    ...(wayBack !== undefined && { wayBack }),
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
