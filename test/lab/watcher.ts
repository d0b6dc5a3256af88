import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { takeDown } from './down.js';
import { type LabRecord, readRecord } from './lab-record.js';

/**
 * Makes the lab end with this process, however that ends: a second process holds the other end of a pipe,
 * and takes the hosts down when the pipe closes.
 */
export function endWithThisProcess(lab: LabRecord): void {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const tsx = fileURLToPath(import.meta.resolve('tsx'));
  const watcher = spawn(process.execPath, ['--import', tsx, main, 'watch', lab.prefix, lab.id], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C goes to the whole process group of a terminal, and must not end this one.
    detached: true,
  });
  watcher.unref();
  const pipe = watcher.stdin as typeof watcher.stdin & { unref?(): void };
  pipe.unref?.();
}

/** The other end. */
export async function watch(prefix: string, id: string): Promise<void> {
  process.stdin.resume();
  await once(process.stdin, 'end');
  const lab = readRecord(prefix);
  if (lab?.id === id) await takeDown(lab);
}
