import type { LockRecord } from '../../../src/upgrade/lock-record.js';

let present: LockRecord['owner'] = { user: 'nobody', host: 'nowhere', pid: 0 };

/** Who the process of the tool is that begins now: in place of asking the machine, where all would be the same one. */
export function beOwner(owner: LockRecord['owner']): void {
  present = owner;
}

export const thisSimulatedOwner = (): LockRecord['owner'] => present;
