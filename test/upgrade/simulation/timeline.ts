import { setImmediate as quiet } from 'node:timers/promises';

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly work: () => void;
  cancelled: boolean;
}

/** Time that passes only when nobody has anything left to do: what waits for ten minutes costs nothing. */
export class Timeline {
  #now: number;
  #order = 0;
  /** A heap: the earliest first, and of the same time whoever came first. */
  readonly #heap: Entry[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  /** ms since 1970. */
  now(): number {
    return this.#now;
  }

  /** Does the work so many ms from now; the function takes it back. */
  after(ms: number, work: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, Math.round(ms)), order: this.#order++, work, cancelled: false };
    push(this.#heap, entry);
    return () => {
      entry.cancelled = true;
    };
  }

  /** Lets time pass until the promise is settled. Throws when it waits for something that will never come. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (;;) {
      await quiet();
      if (settled) return promise;
      if (!this.#advance()) throw new Error('it waits for something that will never come');
    }
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** On to the next moment at which something happens, with all that happens then. */
  #advance(): boolean {
    while (this.#heap[0]?.cancelled) pop(this.#heap);
    const first = this.#heap[0];
    if (first === undefined) return false;
    this.#now = first.at;
    while (this.#heap[0] !== undefined && this.#heap[0].at === this.#now) {
      const entry = pop(this.#heap);
      if (entry !== undefined && !entry.cancelled) entry.work();
    }
    return true;
  }
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function push(heap: Entry[], entry: Entry): void {
  let index = heap.length;
  heap.push(entry);
  while (index > 0) {
    const up = (index - 1) >> 1;
    const parent = heap[up];
    if (parent === undefined || isBefore(parent, entry)) break;
    heap[index] = parent;
    index = up;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let index = 0;
  for (;;) {
    let down = index * 2 + 1;
    const [left, right] = [heap[down], heap[down + 1]];
    if (left === undefined) break;
    let child = left;
    if (right !== undefined && isBefore(right, left)) {
      child = right;
      down += 1;
    }
    if (isBefore(last, child)) break;
    heap[index] = child;
    index = down;
  }
  heap[index] = last;
  return first;
}
