/** Places for commands on one connection: sshd allows only so many at a time (MaxSessions, 10 by default). */
export class Slots {
  #limit: number;
  #taken = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when there is a place; the caller gives it back with `leave`. */
  async enter(): Promise<void> {
    while (this.#taken >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken += 1;
  }

  /** As `enter`, unless `race` gives the wait up: a place that is had only then goes to the next one. */
  async enterUnless(race: (entering: Promise<void>) => Promise<void>): Promise<void> {
    const entering = this.enter();
    try {
      await race(entering);
    } catch (error) {
      entering.then(() => this.leave());
      throw error;
    }
  }

  leave(): void {
    this.#taken -= 1;
    this.#waiting.shift()?.();
  }

  /** The server has said no: there are fewer places than we thought. False when we hold none but the one refused. */
  shrink(): boolean {
    if (this.#taken <= 1) return false;
    this.#limit = Math.max(1, Math.min(this.#limit, this.#taken - 1));
    return true;
  }
}
