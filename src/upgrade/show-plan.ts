import type { Console } from './console.js';
import type { LockRecord } from './lock-record.js';
import { seeLock } from './lock-seen.js';
import { nothingToDo } from './nothing-to-do.js';
import { openParties } from './open-parties.js';
import { procedureOf } from './procedure-of.js';
import { planJson, planText } from './progress/plan-text.js';
import { lockedBy } from './run-lock.js';
import type { RunOptions } from './run-options.js';
import { unfinishedBefore } from './unfinished.js';
import type { Verdict } from './verdict.js';

/** Prints what a run would do and whether it may; touches nothing. Resolves to 0, or 69 when something stands against it. */
export async function showPlan(console: Console, options: RunOptions, json: boolean): Promise<number> {
  const parties = await openParties(console.cluster, options);
  const [{ held }, { plan, verdicts: found }] = await Promise.all([
    seeLock(console.cluster, options.kind),
    procedureOf(options.kind).plan(console.cluster, parties, options),
  ]);
  const before = held === undefined ? unfinishedBefore(console.stateDirectory, plan) : [heldVerdict(held)];
  const verdicts = [...before, ...found];
  if (json) console.printJson(planJson(plan, verdicts));
  else console.print(planText(plan, verdicts));
  if (verdicts.some(({ level }) => level === 'blocker')) return 69;
  return nothingToDo(plan) && console.detailedExitCodes ? 2 : 0;
}

/** What its run has taken out is no fault to be mended. */
function heldVerdict(held: LockRecord): Verdict {
  return { check: 'lock', level: 'blocker', message: lockedBy(held).message };
}
