import type { Console } from './console.js';
import type { RunEvent } from './event.js';
import { type Ended, execute } from './execute.js';
import { seeLock } from './lock-seen.js';
import { MachineLock } from './machine-lock.js';
import { nothingToDo } from './nothing-to-do.js';
import { openEngine } from './open-engine.js';
import { openParties } from './open-parties.js';
import { exitCodeOf } from './outcome.js';
import type { Plan } from './plan.js';
import { procedureOf } from './procedure-of.js';
import { wordsOf } from './progress/course-text.js';
import { planText } from './progress/plan-text.js';
import { openRenderer } from './progress/renderer.js';
import { newRunId } from './run-id.js';
import { lockedBy } from './run-lock.js';
import type { RunOptions } from './run-options.js';
import { unfinishedBefore } from './unfinished.js';
import type { Verdict } from './verdict.js';

/**
 * Plans, shows, asks, runs. Nothing is touched while a blocker stands or the answer is no. Resolves to the exit code.
 * Throws Locked when somebody else has the cluster, UsageError without anybody to ask, and what the survey throws.
 */
export async function startRun(console: Console, options: RunOptions): Promise<number> {
  const { cluster, stateDirectory, clock } = console;
  const machineLock = new MachineLock(stateDirectory, cluster.name);
  try {
    const parties = await openParties(cluster, options);
    // Before the survey: what a run has taken out is no fault to be mended.
    const { held } = await seeLock(cluster, options.kind);
    if (held !== undefined) throw lockedBy(held);
    const { plan, verdicts: found } = await procedureOf(options.kind).plan(cluster, parties, options);
    const verdicts = [...unfinishedBefore(stateDirectory, plan), ...found];
    const run = newRunId(clock.now());
    const early = withoutTurns(plan, verdicts);
    if (early !== undefined) return endBefore(console, run, plan, verdicts, early);
    console.print(`${planText(plan, verdicts)}\n`);
    if (!(await console.confirm(wordsOf(options.kind).question(plan))))
      return endBefore(console, run, plan, [], declined);
    const engine = openEngine(console, run, plan, parties);
    try {
      await engine.lock.take(plan);
      for (const verdict of verdicts) engine.emit({ event: 'verdict', ...verdict });
      for (const override of options.overrides) {
        engine.emit({ event: 'override', override, message: `--allow-${override} was given` });
      }
      return exitCodeOf(await execute(engine, false), console.detailedExitCodes);
    } finally {
      engine.close();
    }
  } finally {
    machineLock.release();
  }
}

const declined: Ended = { outcome: 'aborted', message: 'the answer was no, and nothing was touched' };

/** Why no node will have its turn. */
function withoutTurns(plan: Plan, verdicts: readonly Verdict[]): Ended | undefined {
  const blockers = verdicts.filter(({ level }) => level === 'blocker').length;
  if (blockers > 0) {
    return { outcome: 'blocked', message: `${blockers} check${blockers === 1 ? '' : 's'} failed` };
  }
  if (nothingToDo(plan)) {
    return { outcome: 'nothing-to-do', message: wordsOf(plan.options.kind).nothing(plan) };
  }
  return undefined;
}

/** The plan and the end, without a journal: nothing happened. */
function endBefore(console: Console, run: string, plan: Plan, verdicts: readonly Verdict[], ended: Ended): number {
  if (verdicts.length > 0) console.print(planText(plan, verdicts));
  const renderer = openRenderer(console.renderer, console.screen, console.clock, console.look);
  const stamp = () => ({ version: 1 as const, time: new Date(console.clock.now()).toISOString(), run });
  const nodes = Object.fromEntries(plan.nodes.map(({ name, standing }) => [name, standing]));
  const events: RunEvent[] = [
    ...(console.renderer === 'ndjson'
      ? verdicts.map((verdict) => ({ ...stamp(), event: 'verdict' as const, ...verdict }))
      : []),
    { ...stamp(), event: 'ended', ...ended, nodes, seconds: 0, waited: 0 },
  ];
  for (const event of events) renderer.event(event);
  renderer.close();
  return exitCodeOf(ended, console.detailedExitCodes);
}
