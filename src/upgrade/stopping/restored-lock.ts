import { CliError } from '../../errors.js';
import type { LockRecord } from '../lock-record.js';
import type { AskedMember } from '../member.js';
import { stoppedMachine } from './stopped-machine.js';

/**
 * A cold backup copies a node while its own run has the lock, so that data that were put back show it for ever. True where the lock
 * is of a backup and a machine bears the mark of restored data: nobody is at work there.
 */
export async function isRestoredLock({ kind }: LockRecord, members: readonly AskedMember[]): Promise<boolean> {
  if (kind !== 'backup') return false;
  const marks = await Promise.all(
    members.map(async (member) => {
      try {
        return (await stoppedMachine(member)).restored;
      } catch (error) {
        if (!(error instanceof CliError)) throw error;
        return false;
      }
    }),
  );
  return marks.includes(true);
}
