import type { Candidate, Measure } from './measure.js';

export interface Row {
  readonly name: string;
  readonly candidates: Readonly<Record<string, Candidate>>;
  /** Runs before each candidate and is not measured. */
  readonly before?: () => Promise<unknown>;
  readonly rounds?: number;
}

export interface Measured {
  readonly name: string;
  readonly rounds: number;
  readonly medians: Readonly<Record<string, Measure>>;
}

/** Each candidate once a round, in turn, so that whatever else this machine does hits all alike; one round is to warm up. */
export async function sideBySide({ name, candidates, before, rounds = 11 }: Row): Promise<Measured> {
  const runs = new Map(Object.keys(candidates).map((candidate) => [candidate, [] as Measure[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const [candidate, run] of Object.entries(candidates)) {
      await before?.();
      const measure = await run();
      if (round > 0) runs.get(candidate)?.push(measure);
    }
  }
  return { name, rounds, medians: Object.fromEntries([...runs].map(([candidate, all]) => [candidate, medianOf(all)])) };
}

function medianOf(all: readonly Measure[]): Measure {
  const middle = (of: keyof Measure) =>
    all.map((measure) => measure[of]).toSorted((a, b) => a - b)[all.length >> 1] ?? 0;
  return { wall: middle('wall'), processor: middle('processor'), peak: middle('peak') };
}
