import type { Result } from '../format/result.js';

/** A file's text on stdout, as it is. */
export const fileResult = (text: string): Result => ({
  kind: 'bytes',
  chunks: (async function* () {
    yield Buffer.from(text);
  })(),
});

/** A line for stderr where some nodes are down. */
export const assumedLine = (down: readonly string[]): string | undefined =>
  down.length === 0 ? undefined : `Down now, and taken to listen where the others do: ${down.join(', ')}`;
