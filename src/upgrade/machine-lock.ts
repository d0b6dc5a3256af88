import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Locked } from '../errors.js';
import { fileError } from '../file-error.js';

/** This machine's side of the lock: two runs of one cluster by one user. */
export class MachineLock {
  readonly #file: string;

  /** Throws Locked while the process that has it lives. */
  constructor(state: string, cluster: string) {
    const directory = join(state, 'locks');
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.#file = join(directory, `${encodeURIComponent(cluster)}.lock`);
    if (tryWrite(this.#file)) return;
    const holder = readHolder(this.#file);
    if (holder !== undefined && startOf(holder.pid) === holder.start) {
      throw new Locked(`another rabbitctl of yours (process ${holder.pid}) works on ${cluster}`, {
        hint: 'Wait for it, or end it and resume.',
      });
    }
    rmSync(this.#file, { force: true });
    if (!tryWrite(this.#file)) throw new Locked(`another rabbitctl of yours has just begun to work on ${cluster}`);
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

function tryWrite(file: string): boolean {
  try {
    const text = JSON.stringify({ pid: process.pid, start: startOf(process.pid) });
    writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fileError(error, file, 'write');
  }
}

function readHolder(file: string): { pid: number; start: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; start: string };
  } catch {
    // Gone meanwhile, or its writer died at once.
    return undefined;
  }
}

/** Tells a process from a later one with the same id: on Linux when it started; elsewhere only that it lives. */
function startOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[19] ?? '';
  } catch {
    try {
      process.kill(pid, 0);
      return 'alive';
    } catch {
      return 'gone';
    }
  }
}
