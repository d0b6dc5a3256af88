import { deleteGlobalParameter, getGlobalParameter, putGlobalParameter } from '../api/global-parameters.js';
import type { ManagementApi } from '../api/management-api.js';
import { CliError, Locked } from '../errors.js';
import type { Clock } from './clock.js';
import { type LockRecord, lockParameter, lockRecordOf, planParameter, whoHolds } from './lock-record.js';
import type { Member } from './member.js';
import type { Plan } from './plan.js';
import { commandOf } from './run-kind.js';
import type { StateName } from './state-name.js';

/** ms between two heartbeats. */
export const beatEvery = 10_000;

/** What a run does with its lock. */
export type ClusterLock = Pick<
  RunLock,
  'read' | 'take' | 'announce' | 'noteUp' | 'check' | 'pause' | 'release' | 'drop'
>;

/** The cluster's side of the lock: a global parameter that every operator's tool sees. */
export class RunLock {
  readonly #members: readonly Member[];
  readonly #names: readonly string[];
  readonly #clock: Clock;
  #record: LockRecord;
  #stopBeating: () => void = () => {};
  /** Heartbeats and announcements must not overtake each other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(members: readonly Member[], record: Omit<LockRecord, 'beat' | 'heartbeat' | 'paused'>, clock: Clock) {
    this.#members = members;
    this.#names = members.map(({ name }) => name);
    this.#clock = clock;
    this.#record = { ...record, beat: 0, heartbeat: '', paused: false };
  }

  /** What the cluster shows; undefined when it shows none of its own. Throws when no member can be asked. */
  read(): Promise<LockRecord | undefined> {
    return this.#ask(async (api) => lockRecordOf(await getGlobalParameter(api, lockParameter), this.#names));
  }

  /**
   * Takes the lock. A PUT excludes nobody: it is written, and after a moment read back. Throws Locked when another run has
   * it; with `from`, the run that is taken over, only when a third one has.
   */
  async take(plan: Plan, from?: string): Promise<void> {
    const held = await this.read();
    if (held !== undefined && held.run !== this.#record.run && held.run !== from) throw lockedBy(held);
    await this.#write({}, true);
    await this.#clock.sleep(500);
    await this.check();
    const { baseline: _, ...told } = plan;
    await this.#ask((api) => putGlobalParameter(api, planParameter, told));
    this.#stopBeating = this.#clock.every(beatEvery, () => void this.#write({}).catch((error) => this.#missed(error)));
  }

  /**
   * Says where we are. A cluster that cannot be told just now does not stop a node's turn: the answer is why. Throws Locked
   * when it shows another owner than us: whoever was cut off for a while may have been taken over.
   */
  async announce(node: string | undefined, state: StateName): Promise<string | undefined> {
    const { node: _, state: __, ...rest } = this.#record;
    this.#record = { ...rest, state, ...(node !== undefined && { node }) };
    try {
      await this.#write({});
      return undefined;
    } catch (error) {
      if (!(error instanceof CliError) || error instanceof Locked) throw error;
      return error.message;
    }
  }

  /** The new version is up there; the cluster learns it with the next announcement. */
  noteUp(node: string): void {
    this.#record = { ...this.#record, up: [...new Set([...(this.#record.up ?? []), node])] };
  }

  /** Throws Locked when the cluster shows another owner than us, or none. */
  check(): Promise<void> {
    return this.#ask((api) => this.#demandOurs(api));
  }

  /** The run stops here and can go on: the lock stays, and says so. */
  async pause(): Promise<void> {
    this.#stopBeating();
    await this.#write({ paused: true });
  }

  /** Takes it away. Throws Locked when the cluster shows another owner than us, or none. */
  async release(): Promise<void> {
    this.#stopBeating();
    await this.#writing;
    await this.check();
    await this.#ask(async (api) => {
      await deleteGlobalParameter(api, lockParameter);
      await deleteGlobalParameter(api, planParameter);
    });
  }

  /** Ends the heartbeat and touches nothing. */
  drop(): void {
    this.#stopBeating();
  }

  /** Writes it over whatever is there only when it is `taken`; else it must be ours still. */
  #write(change: Partial<LockRecord>, taken = false): Promise<void> {
    this.#record = {
      ...this.#record,
      ...change,
      beat: this.#record.beat + 1,
      heartbeat: new Date(this.#clock.now()).toISOString(),
    };
    const record = this.#record;
    const put = async (api: ManagementApi) => {
      if (!taken) await this.#demandOurs(api);
      await putGlobalParameter(api, lockParameter, record);
    };
    const written = this.#writing.then(() => this.#ask(put));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #demandOurs(api: ManagementApi): Promise<void> {
    const held = lockRecordOf(await getGlobalParameter(api, lockParameter), this.#names);
    const { run, owner } = this.#record;
    if (held?.run === run && held.owner.pid === owner.pid && held.owner.host === owner.host) return;
    if (held !== undefined) throw lockedBy(held);
    throw new Locked('the lock of this run is gone from the cluster: somebody removed it', {
      hint: 'Look who works on this cluster. Nobody does, and nodes are half-way: resume --take-over',
    });
  }

  /** A heartbeat that the cluster did not hear is made up for by the next one; one that is not ours to make, by nobody. */
  #missed(error: unknown): void {
    if (error instanceof Locked) this.#stopBeating();
  }

  /** Of the members in turn, last of the one that is just being worked on: it may be down. Writing the same twice does no harm. */
  async #ask<T>(ask: (api: ManagementApi) => Promise<T>): Promise<T> {
    let last: unknown;
    const busy = this.#record.node;
    for (const { node } of this.#members.toSorted(
      (one, other) => Number(one.name === busy) - Number(other.name === busy),
    )) {
      try {
        return await ask(node.api);
      } catch (error) {
        if (!(error instanceof CliError) || error instanceof Locked) throw error;
        last = error;
      }
    }
    throw last;
  }
}

/** Another run has this cluster. */
export function lockedBy(held: LockRecord): Locked {
  const command = commandOf[held.kind] ?? held.kind;
  const what = held.target === undefined ? command : `${command} to ${held.target}`;
  return new Locked(`${what} ${held.run} has this cluster: ${whoHolds(held)}`, {
    hint: held.paused
      ? `It is paused. Its owner goes on with: rabbitctl ${command} resume\nFrom another machine: rabbitctl ${command} resume --take-over`
      : `Ask them. If that process is dead: rabbitctl ${command} resume --take-over`,
    details: { run: held.run, owner: held.owner },
  });
}
