import { getGlobalParameter } from '../api/global-parameters.js';
import { asRecord } from '../api/shapes.js';
import { CheckFailed, Interrupted, Locked } from '../errors.js';
import type { Console } from './console.js';
import { execute } from './execute.js';
import { noRun, unfinishedRun } from './find-run.js';
import { type RecordedRun, recordedRuns } from './journal.js';
import { withProgress } from './known-progress.js';
import {
  isDead,
  isDeadHere,
  type LockRecord,
  lockParameter,
  lockRecordOf,
  planParameter,
  thisOwner,
} from './lock-record.js';
import { seeLock } from './lock-seen.js';
import { MachineLock } from './machine-lock.js';
import { openEngine } from './open-engine.js';
import { openParties } from './open-parties.js';
import { exitCodeOf } from './outcome.js';
import type { Plan } from './plan.js';
import { mayBeStopped, type RunKind } from './run-kind.js';
import { beatEvery, lockedBy } from './run-lock.js';

export interface Resumable {
  readonly run: string;
  /** With how far it has come, as far as that is known here. */
  readonly plan: Plan;
}

/**
 * Goes on with a run that was paused, interrupted or killed, by what the world shows. `takeOver` also with one of another
 * machine, by what the cluster's lock says. Resolves to the exit code. Throws CheckFailed when there is none, Locked while
 * its owner lives.
 */
export async function resumeRun(console: Console, kind: RunKind, takeOver: boolean): Promise<number> {
  const machineLock = new MachineLock(console.stateDirectory, console.cluster.name);
  try {
    const { run, plan } = await resumable(console, kind, takeOver);
    const parties = await openParties(console.cluster, plan.options);
    const engine = openEngine(console, run, plan, parties);
    try {
      await engine.lock.take(plan);
      return exitCodeOf(await execute(engine, true), console.detailedExitCodes);
    } finally {
      engine.close();
    }
  } finally {
    machineLock.release();
  }
}

/** The run to go on with, once it is certain that nobody else is at it. Throws as `resumeRun` does. */
export async function resumable(console: Console, kind: RunKind, takeOver: boolean): Promise<Resumable> {
  const { cluster, stateDirectory } = console;
  const { names, held } = await seeLock(cluster, kind);
  if (held === undefined) {
    const recorded = unfinishedRun(stateDirectory, kind, { cluster: cluster.name, members: names });
    if (recorded === undefined) return noRun(kind, wayOn(kind));
    // A stopped cluster shows no lock.
    if (!takeOver && !mayBeStopped(kind) && !wasLettingGo(recorded)) throw lockIsGone(recorded);
    return { run: recorded.run, plan: withProgress(recorded.plan, recorded, undefined) };
  }
  if (held.kind !== kind) throw lockedBy(held);
  const recorded = recordedRuns(stateDirectory).find(({ run }) => run === held.run);
  if (!takeOver && !isOurs(held, recorded)) throw lockedBy(held);
  if (takeOver) await ownerIsGone(console, held, names);
  return { run: held.run, plan: withProgress(recorded?.plan ?? (await planOf(console, held)), recorded, held) };
}

/** What is done already is found by whoever begins anew. */
const wayOn = (kind: RunKind): string =>
  mayBeStopped(kind)
    ? `A stopped cluster has no place for it but the machine that it ran on. Begin anew: rabbitctl ${kind}`
    : kind === 'restore'
      ? 'A restore of --data that was cut short is gone on with by the same command, not by resume. Past runs: the sub-form history.'
      : 'Past runs: the sub-form history.';

/** The lock goes before the journal ends: whoever died in between has only to say so. */
function wasLettingGo({ events }: RecordedRun): boolean {
  const last = events.findLast(({ event }) => event === 'state');
  return last?.event === 'state' && (last.state === 'release' || last.state === 'guest');
}

/** What this machine remembers is not how the cluster is: it may have come far beyond that run. */
function lockIsGone({ run }: RecordedRun): CheckFailed {
  return new CheckFailed(`the lock of run ${run} is gone from the cluster`, {
    hint: 'Somebody took it over and ended it elsewhere, or removed the lock. Begin anew, or, when that is certain to be right: resume --take-over',
  });
}

/** The last one at work was a process on this machine, of this user or with a journal here, and is none any more. */
function isOurs({ owner, paused }: LockRecord, recorded: RecordedRun | undefined): boolean {
  const { host, user } = thisOwner();
  if (owner.host !== host || !(paused || isDead(owner.pid))) return false;
  return recorded !== undefined || (owner.user === user && isDead(owner.pid));
}

/** The plan as the cluster keeps it, for whoever has no journal. Throws CheckFailed when it is not there: then nothing was done. */
async function planOf({ cluster }: Console, held: LockRecord): Promise<Plan> {
  const plan = asRecord(await getGlobalParameter(cluster.api, planParameter)) as unknown as Partial<Plan>;
  if (Array.isArray(plan.nodes) && plan.options !== undefined) return plan as Plan;
  throw new CheckFailed(`the plan of run ${held.run} is not in the cluster: it ended before it touched anything`, {
    hint: `Remove its lock, on any node: rabbitmqctl clear_global_parameter ${lockParameter}`,
  });
}

/** Whatever the clocks say: an owner that lives counts its heartbeat up. Throws Locked when it does. */
async function ownerIsGone(
  { cluster, clock, signal }: Console,
  held: LockRecord,
  names: readonly string[],
): Promise<void> {
  if (held.paused || isDeadHere(held)) return;
  await clock.sleep(beatEvery * 2.5, signal).catch((error: unknown) => {
    throw signal.aborted ? new Interrupted('interrupted: nothing was touched', { cause: error }) : error;
  });
  const now = lockRecordOf(await getGlobalParameter(cluster.api, lockParameter), names);
  if (now === undefined || now.beat === held.beat) return;
  throw new Locked(`run ${held.run} is alive: ${held.owner.user} on ${held.owner.host} is at work`, {
    hint: 'End that process first (it stops at a known place), then take over.',
  });
}
