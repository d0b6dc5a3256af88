import { join } from 'node:path';
import { CliError } from '../errors.js';
import type { Console } from './console.js';
import type { Engine } from './engine.js';
import type { Happening, RunEvent } from './event.js';
import { Journal } from './journal.js';
import { thisOwner } from './lock-record.js';
import type { Member, Parties } from './member.js';
import type { Plan } from './plan.js';
import { openRenderer, type Renderer } from './progress/renderer.js';
import { mayBeStopped } from './run-kind.js';
import { RunLock } from './run-lock.js';
import { lockWhileUp } from './stopping/lock-while-up.js';
import { isRestoredLock } from './stopping/restored-lock.js';
import { Stopwatch } from './stopwatch.js';

/** An engine that writes the run's journal and shows it; `close` when the run has ended. The lock is not taken yet. */
export interface OpenEngine extends Engine {
  close(): void;
}

export function openEngine(console: Console, run: string, plan: Plan, { members, outsiders }: Parties): OpenEngine {
  const { clock, cluster, signal, person } = console;
  // Begun with the first event: before the lock is ours there is no run to remember.
  let begun: Journal | undefined;
  const journal = () => {
    begun ??= new Journal(console.stateDirectory, run, plan);
    return begun;
  };
  const display = new Display(openRenderer(console.renderer, console.screen, clock, console.look));
  const emit = (happening: Happening) => {
    const event: RunEvent = { version: 1, time: new Date(clock.now()).toISOString(), run, ...happening };
    if (event.event !== 'waiting') journal().write(event);
    display.show(event);
  };
  const { kind, target } = plan.options;
  const record = {
    ...{ run, kind, members: plan.members, owner: thisOwner(), started: new Date(clock.now()).toISOString() },
    ...(target !== undefined && { target }),
    up: plan.nodes.filter(({ wasUp }) => wasUp).map(({ name }) => name),
  };
  const lock = new RunLock(members, record, clock);
  return {
    ...{ run, plan, cluster, members, outsiders, clock, signal, person, emit },
    stopwatch: new Stopwatch(clock),
    lock: mayBeStopped(kind)
      ? lockWhileUp(lock, async (held) => kind === 'start-cluster' && (await isRestoredLock(held, members)))
      : lock,
    confirm: (question) => betweenFrames(display.renderer, () => console.confirm(question)),
    readSecret: (prompt) => betweenFrames(display.renderer, () => console.readSecret(prompt)),
    file: (name) => join(journal().directory, name),
    fromPeers: (of, ask) => firstAnswer(members, of, ask),
    close: () => {
      begun?.close();
      display.close();
    },
  };
}

/** What is shown must not decide what is done: a defect of the display is told when the run has ended. */
class Display {
  readonly renderer: Renderer;
  #defect: unknown;

  constructor(renderer: Renderer) {
    this.renderer = renderer;
  }

  show(event: RunEvent): void {
    if (this.#defect !== undefined) return;
    try {
      this.renderer.event(event);
    } catch (error) {
      this.#defect = error;
    }
  }

  close(): void {
    this.renderer.close();
    if (this.#defect !== undefined) throw this.#defect;
  }
}

async function betweenFrames<T>(renderer: Renderer, ask: () => Promise<T>): Promise<T> {
  renderer.suspend();
  try {
    return await ask();
  } finally {
    renderer.resume();
  }
}

async function firstAnswer<T>(members: readonly Member[], of: Member, ask: (peer: Member) => Promise<T>): Promise<T> {
  let last: unknown;
  const peers = members.filter((member) => member !== of);
  // A cluster of one has nobody else to ask.
  for (const peer of peers.length === 0 ? [of] : peers) {
    try {
      return await ask(peer);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      last = error;
    }
  }
  throw last;
}
