import type { Readable, Writable } from 'node:stream';
import { CliError, Interrupted, TimedOut } from '../errors.js';
import { CollectedComplaints, CollectedOutput } from './collected.js';
import type { EndSignal } from './ending.js';
import type { Output, RunOptions } from './host.js';
import type { Limits } from './limits.js';

/** A program that was started, wherever it runs. */
export interface Started {
  /** Undefined when it shares our terminal. */
  readonly streams:
    | { readonly stdin: Writable | null; readonly stdout: Readable; readonly stderr: Readable }
    | undefined;
  /** The exit code, 128 + n for signal n; rejects with Unavailable when the line is cut. */
  readonly exited: Promise<number>;
  /** Ends its process group. Resolves when that is asked for; `exited` says when it is done. */
  end(signal: EndSignal): Promise<void>;
  /** Lets go of it. */
  abandon(): void;
}

/** ms between TERM and KILL, and between KILL and letting go */
const grace = 3000;

/**
 * Follows a started program to its end: feeds stdin, takes its output, keeps the deadline and the abort signal.
 * @throws TimedOut, Interrupted (the program is then ended), Unavailable (cut off, or without end), and what `onOutput` throws.
 */
export async function follow(started: Started, options: RunOptions, limits: Limits): Promise<Output> {
  const collected = { stdout: new CollectedOutput(limits.what), stderr: new CollectedComplaints() };
  const take = (stream: 'stdout' | 'stderr') => (chunk: Uint8Array) => {
    if (options.onOutput) return options.onOutput(stream, chunk);
    collected[stream].take(chunk);
  };
  const reading = Promise.all([
    drain(started.streams?.stdout, take('stdout')),
    drain(started.streams?.stderr, take('stderr')),
  ]);
  if (started.streams && !options.terminal) feed(started.streams.stdin, options.input);
  const finished = Promise.all([started.exited, reading]);
  try {
    const [code] = await limits.race(finished);
    return { stdout: collected.stdout.text, stderr: collected.stderr.text, code, seconds: limits.seconds };
  } catch (error) {
    throw (await finish(started)) ? error : notEnded(error);
  }
}

/** TERM, a moment to tidy up, KILL: then we let go whatever happens. Whether it ended. */
async function finish(started: Started): Promise<boolean> {
  // Output that nobody takes any more must not keep the program from ending.
  for (const stream of [started.streams?.stdout, started.streams?.stderr]) stream?.removeAllListeners('data').resume();
  const gone = started.exited.then(
    () => true,
    () => true,
  );
  for (const signal of ['TERM', 'KILL'] as const) {
    if (await within(0, gone)) break;
    const ending = started.end(signal);
    await within(grace, Promise.all([ending, gone]));
    // Its leader may be gone before the rest of its group, which is still being ended: on a host that is busy that takes longer.
    if (await within(0, gone)) await within(2 * grace, ending);
  }
  const isOver = await within(0, gone);
  started.abandon();
  return isOver;
}

/** What sudo started may be somebody else's, and then only sudo may end it. */
function notEnded(error: unknown): unknown {
  // It has not even begun, and that is said.
  if (error instanceof CliError && error.hint !== undefined) return error;
  const facts = {
    cause: error,
    hint: 'It did not end when told to, and may still be running there. To end what runs as rabbitmq, sudo must allow /usr/bin/kill for it.',
  };
  if (error instanceof TimedOut) return new TimedOut(error.message, facts);
  return error instanceof Interrupted ? new Interrupted(error.message, facts) : error;
}

function feed(stdin: Writable | null, input: string | Uint8Array | undefined): void {
  stdin?.on('error', () => {}); // it may end without reading: its exit code says what matters
  stdin?.end(input ?? '');
}

/** Hands on chunk after chunk, and waits while one is being taken. */
function drain(
  stream: Readable | undefined,
  take: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> | undefined {
  if (stream === undefined) return undefined;
  return new Promise((resolve, reject) => {
    let taking: Promise<void> | undefined;
    stream.on('data', (chunk: Uint8Array) => {
      try {
        taking = take(chunk) ?? undefined;
      } catch (error) {
        return reject(error);
      }
      if (taking === undefined) return;
      stream.pause();
      taking.then(() => stream.resume(), reject);
    });
    stream.once('error', reject);
    // The end may be told while the last chunk is still being taken.
    stream.once('end', () => (taking ?? Promise.resolve()).then(() => resolve(), reject));
    stream.once('close', () => (taking ?? Promise.resolve()).then(() => resolve(), reject));
  });
}

/** Whether this settles in so many ms. */
async function within(time: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), time);
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  const result = await Promise.race([settled, late]);
  clearTimeout(timer);
  return result;
}
