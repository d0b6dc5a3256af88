import type { Outlet, Outlets } from './outlet.js';
import { plainCopy } from './plain-copy.js';
import type { Passed, Sink } from './result.js';
import { screenCopy } from './screen-copy.js';

/**
 * Copies a tool's output as it comes. When the reader goes away the tool is told by a sink that throws,
 * and has a moment to end: whatever it started elsewhere must not stay.
 */
export async function pass({ start, verbatim, writesFiles }: Passed, outlets: Outlets): Promise<number> {
  const filterFor = ({ terminal }: Outlet) => (verbatim === true ? undefined : terminal ? screenCopy() : plainCopy());
  const filters = { stdout: filterFor(outlets.stdout), stderr: filterFor(outlets.stderr) };
  let copied: Promise<unknown> = Promise.resolve();
  let told = false;
  const copy = async (stream: 'stdout' | 'stderr', chunk: Uint8Array) => {
    await outlets[stream].write(filters[stream]?.take(chunk) ?? chunk);
    if (!outlets.stdout.closed) return;
    told = true;
    throw new ReaderGone('the reader of our output has gone');
  };
  const sink: Sink = (stream, chunk) => {
    const written = copy(stream, chunk);
    copied = Promise.all([copied, written]);
    // A sink may be called without being awaited; the failure is met below.
    copied.catch(() => {});
    return written;
  };
  const finish = async (): Promise<void> => {
    await copied;
    await outlets.stdout.write(filters.stdout?.end() ?? '');
    await outlets.stderr.write(filters.stderr?.end() ?? '');
  };
  try {
    const ended = start(sink);
    const first = await Promise.race([ended, outlets.stdout.gone.then(() => 'gone' as const)]);
    if (first !== 'gone') {
      await finish();
      return first;
    }
    // A full disk closes our end, too: that is no reader that has seen enough.
    const failure: unknown = await copied.catch((error: unknown) => error);
    const isUnwritten = failure instanceof Error && !(failure instanceof ReaderGone);
    if (writesFiles === true) await ended;
    else if (told || isUnwritten) await endOr(13_000, ended);
    if (isUnwritten) throw failure;
    return 0;
  } catch (error) {
    if (error instanceof ReaderGone) return 0;
    // A line that was broken off is shown, too; the error says more than a failure to write it.
    await finish().catch(() => {});
    throw error;
  }
}

/** Never shown. */
class ReaderGone extends Error {}

/** Waits for the end, or so many ms: TERM, KILL and letting go take a busy host twelve seconds at most. */
async function endOr(time: number, ended: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, time);
  });
  await Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
