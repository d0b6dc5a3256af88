/** The options of add_super_stream that say what its streams are declared with. */
export interface StreamOptions {
  readonly 'max-length-bytes'?: string | undefined;
  readonly 'max-age'?: string | undefined;
  readonly 'stream-max-segment-size-bytes'?: string | undefined;
  readonly 'leader-locator'?: string | undefined;
  readonly 'initial-cluster-size'?: number | undefined;
}

/**
 * What the real tool makes of them, as of 4.1.1, all of it text: amounts in bytes, an age in seconds. Undefined where a
 * value is none, or one that only the tool reads.
 */
export function superStreamArguments(options: StreamOptions): Readonly<Record<string, string>> | undefined {
  const size = options['initial-cluster-size'];
  const words = {
    'max-length-bytes': read(options['max-length-bytes'], bytes),
    'max-age': read(options['max-age'], seconds),
    'stream-max-segment-size-bytes': read(options['stream-max-segment-size-bytes'], bytes),
    'queue-leader-locator': options['leader-locator'],
    'initial-cluster-size': size === undefined ? undefined : String(size),
  };
  const given = Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.some(([, word]) => word === '') ? undefined : Object.fromEntries(given);
}

/** Undefined where it was not given, nothing where it cannot be read. */
const read = (word: string | undefined, reader: (word: string) => string | undefined): string | undefined =>
  word === undefined ? undefined : (reader(word) ?? '');

function bytes(word: string): string | undefined {
  const [, amount, unit = ''] = /^(\d+)(\D*)$/.exec(word) ?? [];
  const factor = unit === '' ? 1n : factors.get(unit);
  return amount === undefined || factor === undefined ? undefined : String(BigInt(amount) * factor);
}

/** The words of rabbit_resource_monitor_misc, no others; what it makes of a pebibyte is its own. */
const factors = new Map<string, bigint>([
  ...['k K kB KB kb Kb', 'm M MB mb Mb', 'g G GB gb Gb', 'TB tb Tb', 'p P PB pb Pb'].flatMap((words, power) =>
    words.split(' ').map((word) => [word, 1000n ** BigInt(power + 1)] as const),
  ),
  ...['Ki ki kiB KiB kib KIB', 'Mi MiB mib MIB', 'Gi GiB gib GIB', 'Ti TiB tib TIB'].flatMap((words, power) =>
    words.split(' ').map((word) => [word, 1024n ** BigInt(power + 1)] as const),
  ),
]);

/** rabbit_date_time, and the tool's own years and months; a sign and parts of a second count for nothing. */
function seconds(word: string): string | undefined {
  const [whole, ...parts] = duration.exec(word) ?? [];
  if (whole === undefined) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, rest = 0] = parts.map((part) => Number(part ?? 0));
  return `${(years * 365 + months * 30 + days) * 86_400 + hours * 3600 + minutes * 60 + rest}s`;
}

const duration = /^[+-]?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;
