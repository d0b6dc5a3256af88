import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { labPlaces, labsDirectory } from './places.js';

export interface HostRecord {
  /** `mq1`. */
  readonly name: string;
  /** `rabbit@mq1`. */
  readonly node: string;
  readonly address: string;
  readonly cookie: string;
}

/** What is kept on disk about a lab, written before anything is started, so that anybody can clear it away. */
export interface LabRecord {
  /** New with every lab, so that two labs of one name are told apart. */
  readonly id: string;
  readonly prefix: string;
  readonly suite: string;
  readonly version: string;
  readonly base: string;
  readonly subnet: string;
  readonly tls: boolean;
  /** The administrator that is there besides guest. */
  readonly username: string;
  readonly password: string;
  readonly hosts: readonly HostRecord[];
  /** The process with which the lab ends; none for labs started by hand. */
  readonly owner?: ProcessIdentity;
}

/** A pid alone may be somebody else's by now. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

export function writeRecord(record: LabRecord): void {
  const { directory, record: file } = labPlaces(record.prefix);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

export function readRecord(prefix: string): LabRecord | undefined {
  try {
    return JSON.parse(readFileSync(labPlaces(prefix).record, 'utf8')) as LabRecord;
  } catch {
    return undefined;
  }
}

/** Every lab of which there are files, up or left behind. */
export function allRecords(): LabRecord[] {
  try {
    return readdirSync(labsDirectory).flatMap((prefix) => readRecord(prefix) ?? []);
  } catch {
    return [];
  }
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** A lab whose process has died was left behind. */
export function isLeftBehind({ owner }: LabRecord): boolean {
  return owner !== undefined && !isRunning(owner);
}

export function isRunning({ pid, started }: ProcessIdentity): boolean {
  return startOf(pid) === started;
}

/** The 22nd field of /proc/PID/stat; the second one, in parentheses, may contain anything. */
function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
