/**
 * The candidate that `word` was meant to be, or undefined when none is like it: one that is a slip away (a letter too few, too
 * many, another one, or two swapped), else by Jaro, 0.77 and more, as the real tool suggests. By Jaro alone `delte_queue`
 * would be declare_queue.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestLikeness = 0.77;
  for (const candidate of candidates) {
    const likeness = jaro(word, candidate) + (isOneSlip(word, candidate) ? 1 : 0);
    if (likeness > bestLikeness || (best === undefined && likeness === bestLikeness)) {
      best = candidate;
      bestLikeness = likeness;
    }
  }
  return best;
}

/** Edit distance 1, two neighbours swapped counted as one edit (optimal string alignment). */
export function isOneSlip(one: string, other: string): boolean {
  let begin = 0;
  while (begin < one.length && one[begin] === other[begin]) begin++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - begin && one.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [one.slice(begin, one.length - end), other.slice(begin, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return left !== right;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** How many letters are too few, too many, another one or swapped with their neighbour (optimal string alignment). */
export function slips(one: string, other: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const ways = [at(last, column) + 1, at(line, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1)];
      line.push(Math.min(...ways, ...(isSwap ? [at(before, column - 2) + 1] : [])));
    }
    [before, last] = [last, line];
  }
  return at(last, other.length);
}

const at = (line: readonly number[] | undefined, column: number): number => line?.[column] ?? Number.POSITIVE_INFINITY;

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
