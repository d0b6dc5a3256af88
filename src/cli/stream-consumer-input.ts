import { UsageError } from '../errors.js';

/** Throws UsageError where one of the two is missing. */
export function checkConsumer({
  stream,
  reference,
}: Readonly<Record<'stream' | 'reference', string | undefined>>): void {
  if (stream === undefined || reference === undefined)
    throw new UsageError('not enough arguments: --stream and --reference are needed');
}
