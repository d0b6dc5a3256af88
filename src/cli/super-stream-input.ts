import { UsageError } from '../errors.js';

interface Given {
  readonly partitions: number | undefined;
  readonly 'binding-keys': string | undefined;
  readonly 'routing-keys': string | undefined;
  readonly 'max-length-bytes': string | undefined;
  readonly 'max-age': string | undefined;
  readonly 'stream-max-segment-size-bytes': string | undefined;
  readonly 'leader-locator': string | undefined;
  readonly 'initial-cluster-size': number | undefined;
}

/** Refuses what no version takes. Throws UsageError. */
export function checkSuperStream(given: Given): void {
  const { partitions, 'initial-cluster-size': size } = given;
  if (given['binding-keys'] !== undefined && given['routing-keys'] !== undefined)
    throw new UsageError('Specify --binding-keys only.');
  const keys = given['binding-keys'] ?? given['routing-keys'];
  if (partitions !== undefined && keys !== undefined)
    throw new UsageError('Specify --partitions or --binding-keys, not both.');
  if (partitions !== undefined && partitions < 1) throw new UsageError('The partition number must be greater than 0');
  if (size !== undefined && size < 1)
    throw new UsageError('Invalid value for --initial-cluster-size, the value must be positive.');
  for (const [name, form, example] of forms) {
    const value = given[name];
    if (value !== undefined && !form.test(value))
      throw new UsageError(`Invalid value for --${name}: "${value}"`, { hint: `Valid are: ${example}.` });
  }
}

const amount = /^\d+(\.\d+)?[a-z]*$/i;
const forms = [
  ['max-length-bytes', amount, '100gb, 50mb'],
  ['max-age', /^[+-]?P./, 'PT10M30S, P5DT8H'],
  ['stream-max-segment-size-bytes', amount, '100gb, 50mb'],
  // The last two up to 3.x.
  ['leader-locator', /^(client-local|balanced|random|least-leaders)$/, 'client-local, balanced'],
] as const;
