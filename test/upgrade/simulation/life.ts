import { Unavailable } from '../../../src/errors.js';
import type { Clock } from '../../../src/upgrade/clock.js';
import type { LockRecord } from '../../../src/upgrade/lock-record.js';
import type { StateName } from '../../../src/upgrade/state-name.js';
import type { Random } from './random.js';
import type { Timeline } from './timeline.js';

/** The process of the tool has died: nothing that it still waits for ever comes. */
export class Killed extends Error {
  override readonly message = 'killed';
}

export interface Fate {
  /** `kill -9` at the so-manieth time that it reaches out of itself. */
  readonly killedAt?: number;
  /** As soon as it announces that state, of whichever node is the first. */
  readonly killedIn?: StateName;
  /** As soon as it tells this, of anything. */
  readonly killedOn?: string;
  /** What happens in the world as it announces a state. */
  readonly meanwhile?: Readonly<Partial<Record<StateName, () => void>>>;
  /** Ctrl-C then. */
  readonly interruptedAt?: number;
  /** Its network is gone then, for so many ms. */
  readonly cutAt?: number;
  readonly cutFor?: number;
}

/** One process of the tool, from its start to its end. All that it does outside of itself goes through here. */
export class Life {
  readonly owner: LockRecord['owner'];
  readonly clock: Clock;
  readonly interrupt = new AbortController();
  /** How often it reached out. */
  steps = 0;
  dead = false;
  /** From its start to its end. */
  atWork = true;
  readonly #timeline: Timeline;
  readonly #random: Random;
  readonly #fate: Fate;
  readonly #waiting = new Set<(reason: Error) => void>();
  readonly #beats = new Set<() => void>();
  #cutUntil = 0;
  #tellCut: () => void = () => {};
  /** Its network has gone. */
  readonly cut = new Promise<void>((resolve) => {
    this.#tellCut = resolve;
  });

  constructor(timeline: Timeline, random: Random, owner: LockRecord['owner'], fate: Fate) {
    this.#timeline = timeline;
    this.#random = random;
    this.#fate = fate;
    this.owner = owner;
    this.clock = {
      now: () => timeline.now(),
      sleep: async (ms, signal) => {
        const last = this.#step();
        await this.#wait(ms, signal);
        if (last) this.die();
        if (last) throw new Killed();
      },
      every: (ms, work) => this.#every(ms, work),
    };
  }

  /** A question to the outside, or an order: takes a moment before or after its effect, and any moment may be the last one. */
  async ask<T>(effect: () => T | Promise<T>): Promise<T> {
    const last = this.#step();
    const moment = this.#random.pick([2, 2, 2, 5, 20, 100]);
    if (this.#cutUntil > this.#timeline.now()) {
      await this.#wait(moment);
      throw new Unavailable('no way to the host');
    }
    const before = this.#random.chance(0.5);
    try {
      if (before) await this.#wait(moment);
      const answer = await effect();
      if (!before) await this.#wait(moment);
      if (this.dead || last) throw new Killed();
      return answer;
    } catch (error) {
      throw last || this.dead ? new Killed() : error;
    } finally {
      if (last) this.die();
    }
  }

  /** How many of its heartbeats go on. */
  get beating(): number {
    return this.#beats.size;
  }

  /** To be told what it announces. */
  heard(event: string): void {
    const { killedIn, killedOn, meanwhile } = this.#fate;
    const state = /"event":"state",.*"state":"([^"]+)"/.exec(event)?.[1] as StateName | undefined;
    if (state !== undefined) meanwhile?.[state]?.();
    const announced = state !== undefined && state === killedIn;
    if (announced || (killedOn !== undefined && event.includes(killedOn))) this.die();
  }

  /** Waits like everything that this process waits for. */
  wait(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#wait(ms, signal);
  }

  die(): void {
    this.dead = true;
    for (const beat of this.#beats) beat();
    for (const reject of this.#waiting) reject(new Killed());
    this.#waiting.clear();
  }

  /** True when this very step is the last one, and ends after its effect. */
  #step(): boolean {
    if (this.dead) throw new Killed();
    this.steps += 1;
    const { killedAt, interruptedAt, cutAt, cutFor = 0 } = this.#fate;
    if (this.steps === interruptedAt) this.interrupt.abort(new Error('interrupted'));
    if (this.steps === cutAt) {
      this.#cutUntil = this.#timeline.now() + cutFor;
      this.#tellCut();
    }
    if (this.steps !== killedAt) return false;
    if (this.#random.chance(0.5)) return true;
    this.die();
    throw new Killed();
  }

  #wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.dead) return Promise.reject(new Killed());
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const leave = () => {
        cancel();
        this.#waiting.delete(fail);
        signal?.removeEventListener('abort', abort);
      };
      const fail = (reason: Error) => {
        leave();
        reject(reason);
      };
      const abort = () => fail(signal?.reason);
      const cancel = this.#timeline.after(ms, () => {
        leave();
        resolve();
      });
      this.#waiting.add(fail);
      signal?.addEventListener('abort', abort);
    });
  }

  #every(ms: number, work: () => void): () => void {
    let cancel = () => {};
    const again = () => {
      cancel = this.#timeline.after(ms, () => {
        if (this.dead) return;
        work();
        again();
      });
    };
    again();
    const stop = () => {
      cancel();
      this.#beats.delete(stop);
    };
    this.#beats.add(stop);
    return stop;
  }
}
