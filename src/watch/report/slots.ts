import { Defect } from '../../errors.js';

/** How many points a chart has at most: there is no more room in it. */
const most = 600;

/** Of the values of a slot one is kept: the worst that was seen. */
export type Keep = 'largest' | 'smallest';

interface Series {
  readonly keep: Keep;
  values: (number | null)[];
}

/**
 * Values by time in slots of equal length. When there are too many, each two become one: what is held does not grow with
 * the time that is watched.
 */
export class Slots {
  readonly #series = new Map<string, Series>();
  #count = 0;

  constructor(
    readonly start: number,
    /** ms. */
    public width: number,
  ) {
    // With what is no number the search for a slot would never end.
    if (!(Number.isFinite(start) && width > 0)) throw new Defect(`slots from ${start}, of ${width} ms`);
  }

  get count(): number {
    return this.#count;
  }

  get names(): readonly string[] {
    return [...this.#series.keys()];
  }

  /** `time`: ms since 1970, never before `start`. */
  add(name: string, time: number, value: number | null, keep: Keep = 'largest'): void {
    const at = this.#slotOf(time);
    const series = this.#series.get(name) ?? { keep, values: [] };
    this.#series.set(name, series);
    series.values[at] = worse(series.values[at] ?? null, value, keep);
  }

  /** One value a slot; null where nothing was seen. */
  of(name: string): readonly (number | null)[] {
    const values = this.#series.get(name)?.values ?? [];
    return Array.from({ length: this.#count }, (_, at) => values[at] ?? null);
  }

  peak(name: string): number {
    return this.of(name).reduce<number>((highest, value) => Math.max(highest, value ?? 0), 0);
  }

  forget(name: string): void {
    this.#series.delete(name);
  }

  #slotOf(time: number): number {
    if (!Number.isFinite(time)) throw new Defect(`no slot for the time ${time}`);
    for (;;) {
      const at = Math.max(0, Math.floor((time - this.start) / this.width));
      if (at < most) {
        this.#count = Math.max(this.#count, at + 1);
        return at;
      }
      this.#halve();
    }
  }

  #halve(): void {
    this.width *= 2;
    this.#count = Math.ceil(this.#count / 2);
    for (const series of this.#series.values()) {
      const { values, keep } = series;
      series.values = Array.from({ length: Math.ceil(values.length / 2) }, (_, at) =>
        worse(values[at * 2] ?? null, values[at * 2 + 1] ?? null, keep),
      );
    }
  }
}

function worse(one: number | null, other: number | null, keep: Keep): number | null {
  if (one === null || other === null) return one ?? other;
  return keep === 'largest' ? Math.max(one, other) : Math.min(one, other);
}
