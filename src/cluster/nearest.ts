/** Known names, those most like the given one first. */
export function byLikeness(name: string, names: Iterable<string>): string[] {
  return [...names]
    .map((other) => ({ other, distance: editDistance(name, other), length: Math.abs(name.length - other.length) }))
    .sort((a, b) => a.distance - b.distance || a.length - b.length || a.other.localeCompare(b.other))
    .map(({ other }) => other);
}

/** The one known name that was probably meant, if any. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const best = byLikeness(name, names)[0];
  return best !== undefined && editDistance(name, best) <= Math.max(2, best.length / 3) ? best : undefined;
}

/** Letters added, left out, mistaken, or two swapped. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(Math.min(replaced, at(i - 1, j) + 1, at(i, j - 1) + 1, swapped ? at(i - 2, j - 2) + 1 : replaced));
    }
  }
  return at(a.length, b.length);
}
