import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../../../src/errors.js';
import { abortRun } from '../../../src/upgrade/abort-run.js';
import type { Console } from '../../../src/upgrade/console.js';
import type { RunEvent } from '../../../src/upgrade/event.js';
import { resumeRun } from '../../../src/upgrade/resume-run.js';
import type { RunOptions } from '../../../src/upgrade/run-options.js';
import { startRun } from '../../../src/upgrade/start-run.js';
import { type Fate, Killed, Life } from './life.js';
import { beOwner } from './owner.js';
import { simulatedCluster } from './simulated-cluster.js';
import type { World } from './world.js';

/** A machine from which the tool is used, with what it remembers. */
export interface Desk {
  readonly host: string;
  readonly stateDirectory: string;
}

export type Action = 'run' | 'resume' | 'resume --take-over' | 'abort' | 'abort --take-over';

/** How one use of the tool ended: its exit code, or what it threw. */
export interface Ending {
  readonly desk: Desk;
  readonly action: Action;
  readonly code: number | undefined;
  readonly error: CliError | undefined;
  readonly killed: boolean;
}

export interface Use {
  readonly life: Life;
  readonly ending: Promise<Ending>;
}

let processes = 2 ** 28;

/** One use of the tool at one desk. What it throws that is no error of ours is thrown: a defect. */
export function useTool(world: World, desk: Desk, action: Action, options: RunOptions, fate: Fate): Use {
  processes += 1;
  const owner = { user: 'ops', host: desk.host, pid: processes };
  const life = new Life(world.timeline, world.random.fork(`${action} ${world.revision}`), owner, fate);
  beOwner(owner);
  world.tell(`${desk.host}: ${action} ${JSON.stringify(fate)}`);
  return { life, ending: ended(world, desk, action, act(consoleAt(world, desk, life), action, options), life) };
}

function act(console: Console, action: Action, options: RunOptions): Promise<number> {
  if (action === 'run') return startRun(console, options);
  const takeOver = action.endsWith('--take-over');
  return action.startsWith('resume')
    ? resumeRun(console, options.kind, takeOver)
    : abortRun(console, options.kind, takeOver);
}

async function ended(world: World, desk: Desk, action: Action, done: Promise<number>, life: Life): Promise<Ending> {
  const { host } = desk;
  try {
    const code = await done;
    world.tell(`${host}: ${action} ends with ${code}`);
    return { desk, action, code, error: undefined, killed: life.dead };
  } catch (error) {
    if (error instanceof Killed || life.dead) {
      world.tell(`${host}: ${action} is killed`);
      return { desk, action, code: undefined, error: undefined, killed: true };
    }
    if (!(error instanceof CliError)) throw error;
    world.tell(`${host}: ${action} fails: ${error.message}`);
    return { desk, action, code: undefined, error, killed: false };
  } finally {
    life.atWork = false;
    if (!life.dead && life.beating > 0) world.violated(`the heart of ${action} beats on after its end`);
    if (!life.dead) life.die();
  }
}

function consoleAt(world: World, desk: Desk, life: Life): Console {
  const commands = { resume: 'resume', abort: 'abort', status: 'status' };
  const write = (text: string) => {
    tellEvent(world, desk, text);
    life.heard(text);
  };
  const look = { colour: false, visible: (text: string) => text, shorten: (text: string) => text, commands };
  return {
    ...{ cluster: simulatedCluster(world, life), clock: life.clock, signal: life.interrupt.signal },
    ...{ stateDirectory: desk.stateDirectory, person: false, renderer: 'ndjson', look, commandLine: 'rabbitctl' },
    confirm: () => life.ask(() => true),
    readSecret: () => life.ask(() => 'a secret'),
    screen: { write, columns: () => 80, rows: () => 24 },
    print: () => {},
    printJson: () => {},
    detailedExitCodes: false,
  };
}

function tellEvent(world: World, { host }: Desk, text: string): void {
  world.told.push(JSON.parse(text) as RunEvent);
  if (text.includes('"event":"waiting"') || text.includes('"event":"verdict"')) return;
  const { version: _, time: __, run: ___, ...event } = JSON.parse(text) as Record<string, unknown>;
  world.tell(`${host}: ${JSON.stringify(event)}`);
}

/** What a killed process leaves: its lock on the machine, which names a process that is no more. */
export function leaveDeadLocks({ stateDirectory }: Desk): void {
  const directory = join(stateDirectory, 'locks');
  mkdirSync(directory, { recursive: true });
  for (const file of ['simulated.lock', ...readdirSync(directory)]) {
    writeFileSync(join(directory, file), JSON.stringify({ pid: 2 ** 30, start: '1' }));
  }
}
