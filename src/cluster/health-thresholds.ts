/** From which value on something is a warning, and from which it is critical; undefined is never. */
export interface Threshold {
  readonly warning: number | undefined;
  readonly critical: number | undefined;
}

interface Measure {
  /** What is measured, and in what. */
  readonly says: string;
  readonly unit: string;
  /** Whether a higher value is worse than a lower one, or the other way round. */
  readonly worse: 'more' | 'less';
  /** Warning, and critical if there is one. */
  readonly usual: readonly number[];
}

/** What `health` measures, by the names of the options; in the config file these have `_` for `-`. */
export const thresholds = {
  memory: { says: 'memory in use, of its limit', unit: '%', worse: 'more', usual: [80, 95] },
  disk: { says: 'disk space free above its limit', unit: 'MB', worse: 'less', usual: [1024, 128] },
  'file-descriptors': { says: 'file descriptors in use', unit: '%', worse: 'more', usual: [80, 95] },
  'queue-length': { says: 'messages in a queue', unit: '', worse: 'more', usual: [1000] },
  unacknowledged: { says: 'unacknowledged messages of a queue', unit: '', worse: 'more', usual: [1000] },
  'connection-churn': { says: 'connections opened on a node in a second', unit: '/s', worse: 'more', usual: [100] },
  'channel-churn': { says: 'channels opened on a node in a second', unit: '/s', worse: 'more', usual: [100] },
  certificates: { says: 'days until a certificate expires', unit: 'days', worse: 'less', usual: [30, 7] },
  clock: { says: 'seconds that clocks are apart', unit: 's', worse: 'more', usual: [2, 60] },
} as const satisfies Readonly<Record<string, Measure>>;

export type ThresholdName = keyof typeof thresholds;
export const thresholdNames = Object.keys(thresholds) as readonly ThresholdName[];

/** What somebody set: `[80]`, `[80, 95]`, or nothing at all to judge by. */
export type Given = readonly number[];

/** `80`, `80,95` or `off`. Undefined when the text is none of these. */
export function readThreshold(text: string): Given | undefined {
  if (text === 'off') return [];
  const numbers = text.split(',').map((part) => part.trim());
  return numbers.every((part) => /^\d+(\.\d+)?$/.test(part)) ? numbers.map(Number) : undefined;
}

/** Why such a threshold cannot be; undefined when it can. */
export function wrongThreshold(name: ThresholdName, [warning, critical, ...rest]: Given): string | undefined {
  if (rest.length > 0) return `${name} has at most two values, a warning and a critical one`;
  if (warning === undefined || critical === undefined || !isWorse(name, warning, critical)) return undefined;
  const way = thresholds[name].worse === 'more' ? 'above' : 'below';
  return `of ${name} the warning, ${warning}, must not be ${way} the critical value, ${critical}`;
}

/** The critical value stays as it was when the warning alone is set, but is never passed by it. */
export function thresholdOf(name: ThresholdName, given: Given | undefined): Threshold {
  const usual: Given = thresholds[name].usual;
  if (given !== undefined && given.length === 0) return { warning: undefined, critical: undefined };
  const [warning, critical] = given ?? usual;
  const kept = critical ?? usual[1];
  if (kept === undefined || warning === undefined || !isWorse(name, warning, kept)) return { warning, critical: kept };
  return { warning, critical: warning };
}

/** Whether the first value is worse than the second. */
export const isWorse = (name: ThresholdName, value: number, other: number): boolean =>
  thresholds[name].worse === 'more' ? value > other : value < other;
