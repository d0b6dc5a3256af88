import { untilAborted } from './patience.js';
import { Slots } from './slots.js';

/** Over all hosts: a bastion's sshd drops connections that are not logged in beyond ten (MaxStartups 10:30:100). */
const slots = new Slots(8);

/**
 * Logs in as soon as there is a place among the logins under way; the place is given back when the login is over, however
 * it ends. `signal` ends the wait for one with `aborted()`: nothing is then started.
 */
export async function inLoginSlot<T>(signal: AbortSignal, aborted: () => Error, logIn: () => Promise<T>): Promise<T> {
  await slots.enterUnless((entering) => untilAborted(entering, signal, aborted));
  try {
    return await logIn();
  } finally {
    slots.leave();
  }
}
