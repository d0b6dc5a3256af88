import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { recordedRuns } from '../../../src/upgrade/journal.js';
import { lockParameter, lockRecordOf } from '../../../src/upgrade/lock-record.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import { keepWatch, scheduleFaults } from './faults.js';
import { checkAborted, checkDone, checkTruth, type Held } from './final-checks.js';
import type { Fate } from './life.js';
import { type Action, type Desk, type Ending, leaveDeadLocks, useTool } from './operator.js';
import { type Random, random } from './random.js';
import { makeOptions, makeWorld } from './scenario.js';
import { Timeline } from './timeline.js';
import type { World } from './world.js';

/** What came of one schedule. */
export interface Outcome {
  readonly violations: readonly string[];
  readonly story: readonly string[];
  /** How often the tool was used until the run had ended. */
  readonly uses: number;
  readonly endings: readonly string[];
}

interface Campaign {
  readonly world: World;
  readonly draw: Random;
  readonly desks: readonly [Desk, Desk];
  readonly options: RunOptions;
  /** As packages were held before. */
  readonly held: Held;
  readonly endings: string[];
}

/** Uses of the tool after the last fault within which the run must end; and ms, for a node may boot slowly. */
const enough = { uses: (size: number) => 12 + size, ms: 20 * 60_000 };

/**
 * One schedule, drawn from a seed: a cluster, what goes wrong with it, and people who run, resume, abort and take over
 * until the run has ended, while their processes are killed, interrupted and cut off. `directory` is this schedule's own.
 */
export async function campaign(seed: number, size: number, directory: string): Promise<Outcome> {
  const draw = random(seed);
  const timeline = new Timeline(Date.UTC(2026, 10, 25, 12));
  const world = makeWorld(timeline, draw, size);
  const desk = (host: string): Desk => ({ host, stateDirectory: join(directory, host) });
  const backups = join(directory, 'backups');
  mkdirSync(backups, { recursive: true });
  const options = makeOptions(world, draw, backups);
  world.restartOnly = options.kind === 'restart';
  const held = new Map(world.nodes.map(({ name, disk }) => [name, disk.held]));
  const of: Campaign = { world, draw, desks: [desk('one'), desk('other')], options, held, endings: [] };
  let over = false;
  const horizon = size * draw.whole(30, 200) * 1000;
  const count = draw.chance(0.1) ? 0 : draw.whole(1, Math.min(40, size * 4));
  scheduleFaults(world, draw.fork('faults'), count, horizon);
  keepWatch(world, () => over);
  try {
    const uses = await untilDone(of, timeline.now() + horizon);
    return { violations: world.violations, story: world.story, uses, endings: of.endings };
  } finally {
    over = true;
    rmSync(directory, { recursive: true, force: true });
  }
}

async function untilDone(of: Campaign, calmFrom: number): Promise<number> {
  const { world, draw } = of;
  let calmUses = 0;
  for (let uses = 1; ; uses += 1) {
    const calm = world.timeline.now() > calmFrom;
    if (calm) calmUses += 1;
    if (calmUses > enough.uses(world.nodes.length) && world.timeline.now() > calmFrom + enough.ms) {
      world.violated(`not done after ${calmUses} uses without a fault`);
      return uses;
    }
    const desk = draw.chance(0.8) ? of.desks[0] : of.desks[1];
    const ending = await use(of, desk, calm);
    of.endings.push(`${ending.action} ${ending.killed ? 'killed' : (ending.code ?? ending.error?.constructor.name)}`);
    checkTruth(world, ending);
    if (ending.code === 76) checkAborted(world, of.options, of.held);
    if (world.violations.length > 0) return uses;
    if (ending.code === 0) {
      checkDone(world, of.options, of.held, calm);
      return uses;
    }
    await world.timeline.until(world.timeline.sleep(draw.whole(0, draw.pick([2, 30, 240])) * 1000));
  }
}

/** One use, or two at a time: while the first one's network is gone, somebody else takes the run over. */
async function use(of: Campaign, desk: Desk, calm: boolean): Promise<Ending> {
  const { world, draw, options } = of;
  const fate = calm ? {} : fateOf(draw, world.nodes.length);
  const action = actionOf(of, desk, calm);
  const first = useTool(world, desk, action, options, fate);
  const ending = endingOf(of, desk, first.ending);
  if (fate.cutAt === undefined) return world.timeline.until(ending);
  await world.timeline.until(Promise.race([first.life.cut, ending]));
  await world.timeline.until(world.timeline.sleep(draw.whole(0, 20) * 1000));
  if (!first.life.atWork) return world.timeline.until(ending);
  const other = of.desks[0] === desk ? of.desks[1] : of.desks[0];
  const second = useTool(world, other, 'resume --take-over', options, {});
  const [, took] = await world.timeline.until(Promise.all([ending, endingOf(of, other, second.ending)]));
  const answer = await ending;
  return answer.code === 0 ? answer : took;
}

async function endingOf(of: Campaign, desk: Desk, ending: Promise<Ending>): Promise<Ending> {
  const ended = await ending;
  if (ended.killed) leaveDeadLocks(desk);
  // A lock without a plan: the tool itself says that nothing was done yet, and how to remove it.
  if (ended.error?.message.includes('before it touched anything')) of.world.parameters.delete(lockParameter);
  return ended;
}

function actionOf({ world, draw }: Campaign, desk: Desk, calm: boolean): Action {
  const lock = lockRecordOf(
    world.parameters.get(lockParameter),
    world.nodes.map(({ name }) => name),
  );
  const recorded = recordedRuns(desk.stateDirectory).at(-1);
  const open = recorded?.events.findLast(({ event }) => event === 'ended');
  const unfinished = recorded !== undefined && !(open?.event === 'ended' && open.outcome !== 'paused');
  if (lock === undefined && !unfinished) return 'run';
  const own = lock === undefined || (lock.owner.host === desk.host && recorded?.run === lock.run);
  const word = !calm && draw.chance(0.25) ? 'abort' : 'resume';
  if (lock === undefined && !draw.chance(0.5)) return 'run';
  return own && draw.chance(0.9) ? word : `${word} --take-over`;
}

function fateOf(draw: Random, size: number): Fate {
  const step = Math.floor(draw.next() ** 2 * size * 400) + 1;
  if (draw.chance(0.35)) return { killedAt: step };
  if (draw.chance(0.15)) return { interruptedAt: step };
  if (draw.chance(0.1)) return { cutAt: step, cutFor: draw.whole(5, 90) * 1000 };
  return {};
}
