import { openLine } from './open-line.js';
import { visibleOutput } from './visible.js';

/** Copies bytes to a terminal as text that cannot take it over; one for each stream. */
export interface ScreenCopy {
  /** What of this chunk, and of what was held back before it, can be written. */
  take(chunk: Uint8Array): string;
  /** The rest, when no more comes. */
  end(): string;
}

/** Bold, colours and boxes stay; every other control character shows as an escape. Bytes that are no UTF-8 become `\ufffd`. */
export function screenCopy(): ScreenCopy {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const line = openLine(/[\x1b\r]/);
  return {
    take: (chunk) => visibleOutput(line.take(decoder.decode(chunk, { stream: true }))),
    end: () => visibleOutput(line.take(decoder.decode()) + line.end()),
  };
}
