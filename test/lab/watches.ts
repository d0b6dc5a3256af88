import { readFileSync, writeFileSync } from 'node:fs';
import type { Report } from './report.js';

const file = '/proc/sys/fs/inotify/max_user_instances';
const enough = 1024;

/** A host's services watch files five times over, all of them as one root: 128, as the kernel has it, is 25 hosts, and the next does not boot. */
export function allowWatches(report: Report): void {
  if (Number(readFileSync(file, 'utf8')) >= enough) return;
  try {
    writeFileSync(file, `${enough}\n`);
  } catch (error) {
    report(`${file} cannot be raised, so more than some 20 hosts will not boot: ${(error as Error).message}`);
  }
}
