/** The candidate most like `word`, or undefined when none is like it: Jaro, 0.77 and more, as the real tool suggests. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestLikeness = 0.77;
  for (const candidate of candidates) {
    const likeness = jaro(word, candidate);
    if (likeness > bestLikeness || (best === undefined && likeness === bestLikeness)) {
      best = candidate;
      bestLikeness = likeness;
    }
  }
  return best;
}

/** All candidates, those most like `word` first. */
export function byLikeness(word: string, candidates: Iterable<string>): string[] {
  return [...candidates].toSorted((one, other) => jaro(word, other) - jaro(word, one) || one.localeCompare(other));
}

/** Jaro similarity, 0 to 1, as Elixir's String.jaro_distance counts it: one transposition is one step back in the longer word. */
export function jaro(left: string, right: string): number {
  if (left === right) return 1;
  const [one, other] = [[...left], [...right]];
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  const places = matches(shorter, longer);
  if (places.length === 0) return 0;
  const back = places.filter((place, index) => place < (places[index - 1] ?? 0)).length;
  const found = places.length;
  return (found / one.length + found / other.length + (found - back) / found) / 3;
}

/** Where the longer word has the shorter one's letters, none of its letters used twice. */
function matches(shorter: readonly string[], longer: readonly string[]): readonly number[] {
  const reach = Math.floor(longer.length / 2) - 1;
  const used = new Set<number>();
  for (const [index, letter] of shorter.entries()) {
    const place = longer.findIndex(
      (candidate, at) => candidate === letter && Math.abs(at - index) <= reach && !used.has(at),
    );
    if (place !== -1) used.add(place);
  }
  return [...used];
}
