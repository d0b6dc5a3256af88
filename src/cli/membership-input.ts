import { UsageError } from '../errors.js';
import { option } from './input.js';

/** `promotable` becomes a voter once it has caught up; `non_voter` never does. */
const memberships = ['promotable', 'voter', 'non_voter'];

/** What a new member of a quorum queue is; only from 4.0 on, so that it matters whether it was given. */
export const membership = option(`what the new member is: ${memberships.join(', ')}; default promotable`);

/** Of the queues that get members. Throws UsageError. */
export function checkStrategy(word: string): void {
  if (word !== 'all' && word !== 'even') throw new UsageError(`strategy '${word}' is not recognised.`);
}

/** Refuses another word. Throws UsageError. */
export function checkMembership(word: string | undefined): void {
  if (word === undefined || memberships.some((each) => each === word)) return;
  throw new UsageError(`voter status '${word}' is not recognised.`);
}
