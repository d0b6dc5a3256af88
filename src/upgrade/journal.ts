import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../file-error.js';
import type { RunEvent } from './event.js';
import { runDirectory } from './places.js';
import type { Plan } from './plan.js';

/** A run as this machine remembers it. */
export interface RecordedRun {
  readonly run: string;
  readonly directory: string;
  readonly plan: Plan;
  readonly events: readonly RunEvent[];
}

/** The events of a run, one JSON line each: each is on the disk before what it announces begins. Only the owner may read it. */
export class Journal {
  readonly directory: string;
  readonly #file: number;

  /** Goes on with the run's journal, or begins it with its plan. Throws FileError. */
  constructor(state: string, run: string, plan: Plan) {
    this.directory = runDirectory(state, run);
    const journal = join(this.directory, journalFile);
    this.#file = writing(journal, () => {
      mkdirSync(this.directory, { recursive: true, mode: 0o700 });
      if (!existsSync(join(this.directory, planFile))) writeWhole(join(this.directory, planFile), JSON.stringify(plan));
      const isTorn = existsSync(journal) && !/(^|\n)$/.test(readFileSync(journal, 'utf8'));
      const file = openSync(journal, 'a', 0o600);
      // Whoever died in the middle of a line must not cost the next event.
      if (isTorn) writeSync(file, '\n');
      return file;
    });
  }

  /** Throws FileError. */
  write(event: RunEvent): void {
    writing(join(this.directory, journalFile), () => {
      writeSync(this.#file, `${JSON.stringify(event)}\n`);
      fsyncSync(this.#file);
    });
  }

  close(): void {
    closeSync(this.#file);
  }
}

const planFile = 'plan.json';
const journalFile = 'journal.jsonl';

/** All runs of this machine, oldest first. */
export function recordedRuns(state: string): readonly RecordedRun[] {
  const directory = join(state, 'runs');
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((run) => existsSync(join(directory, run, planFile)))
    .map((run) => readRun(state, run))
    .toSorted((one, other) => (one.run < other.run ? -1 : 1));
}

function readRun(state: string, run: string): RecordedRun {
  const directory = runDirectory(state, run);
  const plan = JSON.parse(readFileSync(join(directory, planFile), 'utf8')) as Plan;
  const journal = join(directory, journalFile);
  const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : [];
  return { run, directory, plan, events: lines.flatMap(eventOf) };
}

/** The last line may have been cut by the death of whoever wrote it. */
function eventOf(line: string): RunEvent[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as RunEvent];
  } catch {
    return [];
  }
}

function writing<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw fileError(cause, file, 'write');
  }
}

/** A file is there as a whole or not at all. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  const written = openSync(unfinished, 'r');
  fsyncSync(written);
  closeSync(written);
  renameSync(unfinished, file);
}
