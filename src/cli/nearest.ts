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

/** Jaro similarity, 0 to 1 (Elixir's String.jaro_distance). */
export function jaro(left: string, right: string): number {
  if (left === right) return 1;
  if (left === '' || right === '') return 0;
  const reach = Math.max(0, Math.floor(Math.max(left.length, right.length) / 2) - 1);
  const leftMatches: string[] = [];
  const rightMatched = new Array<boolean>(right.length).fill(false);
  for (let index = 0; index < left.length; index++) {
    const from = Math.max(0, index - reach);
    const to = Math.min(right.length, index + reach + 1);
    for (let other = from; other < to; other++) {
      if (rightMatched[other] === true || right[other] !== left[index]) continue;
      rightMatched[other] = true;
      leftMatches.push(left[index] ?? '');
      break;
    }
  }
  if (leftMatches.length === 0) return 0;
  const rightMatches = [...right].filter((_, index) => rightMatched[index]);
  const transposed = leftMatches.filter((character, index) => character !== rightMatches[index]).length / 2;
  const matches = leftMatches.length;
  return (matches / left.length + matches / right.length + (matches - transposed) / matches) / 3;
}
