import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Finished, tryRun } from '../lab/child-process.js';
import type { LabHost } from '../lab/lab-host.js';

/** What one run took: ms, ms of processor time, MiB at the peak. */
export interface Measure {
  readonly wall: number;
  readonly processor: number;
  readonly peak: number;
}

/** Something to measure, and how. */
export type Candidate = () => Promise<Measure>;

const script = fileURLToPath(new URL('measure.pl', import.meta.url));

/** A program on this machine. `env` is all that it gets. */
export function here(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Candidate {
  return async () =>
    measureOf(argv, await tryRun(['perl', script, ...argv], { env: { PATH: process.env.PATH, ...env } }));
}

/** One of RabbitMQ's own tools where it lives, by the user that it belongs to: no SSH and no sudo is in its time. */
export function onHost(host: LabHost, tool: string, argv: readonly string[]): Candidate {
  const program = `/usr/lib/rabbitmq/bin/${tool}`;
  return async () => measureOf([tool, ...argv], await host.run(['sh', '-c', asRabbitmq, 'sh', program, ...argv]));
}

const asRabbitmq =
  'cd / && exec runuser -u rabbitmq -- env HOME=/var/lib/rabbitmq LANG=C.UTF-8 perl /usr/local/bin/measure.pl "$@"';

/** Lays down there what `onHost` needs. */
export async function prepareHost(host: LabHost): Promise<void> {
  await host.run(['sh', '-c', 'cat > /usr/local/bin/measure.pl'], { input: readFileSync(script, 'utf8') });
}

function measureOf(argv: readonly string[], { stdout, stderr, code }: Finished): Measure {
  const [wall = 0, processor = 0, peak = 0, ended = 1] = stdout.trim().split(' ').map(Number);
  // What fails is fast: it would win.
  if (code !== 0 || ended !== 0)
    throw new Error(`${argv.join(' ')} ended with ${code || ended}: ${stderr.slice(-2000)}`);
  return { wall: wall / 1000, processor: processor / 1000, peak: peak / 1024 };
}
