/** Known names, those most like the given one first. */
export function byLikeness(name: string, names: Iterable<string>): string[] {
  const distance = new Map([...names].map((other) => [other, editDistance(name, other)]));
  return [...distance.keys()].sort((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0) || a.localeCompare(b));
}

/** The one known name that was probably meant, if any. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const best = byLikeness(name, names)[0];
  return best !== undefined && editDistance(name, best) <= Math.max(2, best.length / 3) ? best : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
