import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/upgrade/event.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import type { Fate } from './life.js';
import { type Action, type Desk, type Ending, leaveDeadLocks, useTool } from './operator.js';
import { makeQueues } from './queues.js';
import { random } from './random.js';
import { Timeline } from './timeline.js';
import { World, type WorldShape } from './world.js';

/** A cluster on which nothing goes wrong by itself, and two desks from which the tool is used. */
export interface Scene {
  readonly world: World;
  /** All events so far. */
  readonly told: readonly RunEvent[];
  readonly one: Desk;
  readonly other: Desk;
  /** Uses the tool, and lets time pass until that has ended. */
  use(action: Action, fate?: Fate, desk?: Desk): Promise<Ending>;
  /** The same, asking for something else. */
  useWith(action: Action, options: Partial<RunOptions>, fate?: Fate): Promise<Ending>;
  sleep(seconds: number): Promise<void>;
  end(): void;
}

export interface SceneOptions {
  readonly size?: number;
  readonly shape?: WorldShape;
  readonly options?: Partial<RunOptions>;
}

export const patch: WorldShape = { old: '4.0.5-1', new: '4.0.9-1', khepri: false };
export const series: WorldShape = { old: '4.1.2-1', new: '4.2.3-1', khepri: true };

/** Opens one; `end` forgets what it left on the disk. */
export function openScene({ size = 3, shape = patch, options = {} }: SceneOptions = {}): Scene {
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'rabbitctl-scene-'));
  const timeline = new Timeline(Date.UTC(2026, 10, 25, 12));
  const world = new World(timeline, random(1), shape, size);
  makeQueues(world, random(3));
  const desk = (host: string): Desk => ({ host, stateDirectory: join(directory, host) });
  const one = desk('one');
  const { kind = 'upgrade' } = options;
  const asked: RunOptions = {
    ...{
      kind,
      ...(kind === 'upgrade' && { target: shape.new }),
      soak: 0,
      parallelStage: 5,
      timeouts: {},
      packages: 'apt',
      hold: false,
    },
    ...{ coldBackup: false, overrides: ['unsupported-path'], featureFlags: 'leave', khepri: false },
    ...options,
  };
  world.restartOnly = asked.kind !== 'upgrade';
  world.mayStop = asked.kind === 'stop-cluster' || asked.kind === 'start-cluster';
  if (asked.kind === 'replace-node') world.mayLeave.add(asked.nodes?.[0] ?? '');
  if (asked.kind === 'remove-node') for (const name of asked.nodes ?? []) world.mayLeave.add(name);
  mkdirSync(directory, { recursive: true });
  const use = async (action: Action, what: RunOptions, fate: Fate, at: Desk) => {
    const ending = await timeline.until(useTool(world, at, action, what, fate).ending);
    if (ending.killed) leaveDeadLocks(at);
    return ending;
  };
  return {
    ...{ world, told: world.told, one, other: desk('other') },
    use: (action, fate = {}, at = one) => use(action, asked, fate, at),
    useWith: (action, more, fate = {}) => use(action, { ...asked, ...more }, fate, one),
    sleep: (seconds) => timeline.until(timeline.sleep(seconds * 1000)),
    end: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** The states of all nodes, in the order in which they were reached. */
export const statesOf = ({ world }: Scene): readonly string[] =>
  world.story.flatMap((line) => /"event":"state",.*"state":"([^"]+)"/.exec(line)?.[1] ?? []);

/** The last run's end, as its journal has it; empty where it has none. */
export const endedOf = ({ world }: Scene): string =>
  world.story.findLast((line) => line.includes('"event":"ended"')) ?? '';
