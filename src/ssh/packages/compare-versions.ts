/**
 * Negative, zero or positive: which of two package versions of one distribution is the older one, by Debian's rules
 * (deb-version(7)), which RPM's differ from only in corners: epoch, then runs of other characters and of digits in turn,
 * `~` before everything, even the end.
 */
export function comparePackageVersions(one: string, other: string): number {
  const [left, right] = [parts(one), parts(other)];
  return (
    left.epoch - right.epoch || compareRuns(left.upstream, right.upstream) || compareRuns(left.revision, right.revision)
  );
}

function parts(version: string) {
  const [, epoch = '0', rest = ''] = /^(?:(\d+):)?(.*)$/.exec(version) ?? [];
  const dash = rest.lastIndexOf('-');
  const upstream = dash < 0 ? rest : rest.slice(0, dash);
  return { epoch: Number(epoch), upstream, revision: dash < 0 ? '' : rest.slice(dash + 1) };
}

function compareRuns(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => text.match(/\D+|\d+/g) ?? []);
  // Always first a run without digits, be it an empty one.
  const inTurn = (runs: readonly string[] = []) => (/^\d/.test(runs[0] ?? '') ? ['', ...runs] : runs);
  const [a, b] = [inTurn(left), inTurn(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [x = '', y = ''] = [a[index], b[index]];
    const difference = index % 2 === 1 ? Number(x) - Number(y) : compareText(x, y);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareText(one: string, other: string): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = weight(one[index]) - weight(other[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `~`, the end, letters, all else. */
function weight(character: string | undefined): number {
  if (character === '~') return -1;
  if (character === undefined) return 0;
  const code = character.charCodeAt(0);
  return /[a-z]/i.test(character) ? code : code + 256;
}
