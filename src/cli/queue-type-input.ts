import { DataError } from '../errors.js';
import { option } from './input.js';

/** What two commands take about a virtual host. */
export const defaultQueueType = option(
  'queue type that clients get unless they ask for another: quorum, classic, stream',
);

/** Refuses another word, as the tool of 4.3.6 does (`core/virtual_hosts.ex`). Throws DataError. */
export function checkQueueType(word: string | undefined): void {
  if (word === undefined || ['quorum', 'stream', 'classic'].includes(word)) return;
  throw new DataError(`Default queue type must be one of: quorum, stream, classic. Provided: ${word || 'nothing'}`);
}
