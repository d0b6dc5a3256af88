import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, type ProcessIdentity, thisProcess } from './lab-record.js';
import type { Report } from './report.js';
import { until } from './until.js';

const variable = 'RABBITCTL_LOCAL_BROKERS';

/** Readable for user rabbitmq, unlike much else that is ours. */
export function brokersDirectory(id: string): string {
  return join(tmpdir(), `rabbitctl-brokers-${id}`);
}

/** Part of the environment of every process we start, and of the epmd that these start: so we know them again. */
export function marker(id: string): NodeJS.ProcessEnv {
  const { pid, started } = thisProcess();
  return { [variable]: `${id} ${pid} ${started}` };
}

/** Ends whatever process carries this marker, and removes the data. */
export async function clearBrokers(id: string): Promise<void> {
  await until('the local brokers to end', () => {
    const pids = marked().filter((process) => process.id === id);
    for (const { pid } of pids) kill(pid);
    return pids.length === 0;
  });
  rmSync(brokersDirectory(id), { recursive: true, force: true });
}

/** Ends the brokers whose starter died without doing so. */
export async function clearBrokersLeftBehind(report: Report): Promise<void> {
  const left = new Set(marked().flatMap(({ id, owner }) => (isRunning(owner) ? [] : [id])));
  for (const id of left) {
    report('ending local brokers that an earlier run left behind');
    await clearBrokers(id);
  }
}

interface Marked {
  readonly pid: number;
  readonly id: string;
  readonly owner: ProcessIdentity;
}

function marked(): Marked[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((pid) => {
      const [id, owner, started] = markerOf(pid)?.split(' ') ?? [];
      return id && owner && started ? [{ pid, id, owner: { pid: Number(owner), started } }] : [];
    });
}

function markerOf(pid: number): string | undefined {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return environment.find((entry) => entry.startsWith(`${variable}=`))?.slice(variable.length + 1);
  } catch {
    return undefined;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already, with its parent.
  }
}
