import { type Outside, outsideWith } from './outside.js';

/**
 * The same outside, whose signal is aborted as well when the terminal goes away: what was seen until then is still written.
 * `leave` gives SIGHUP back, and ends the process by it when it came.
 */
export function untilHungUp(outside: Outside): { readonly outside: Outside; leave(): void } {
  const hungUp = new AbortController();
  // A second one, as a shell sends it to its jobs beside the kernel's, must not end us while we write.
  const end = () => hungUp.abort();
  process.on('SIGHUP', end);
  return {
    outside: outsideWith(outside, { signal: AbortSignal.any([outside.signal, hungUp.signal]) }),
    leave: () => {
      process.off('SIGHUP', end);
      // At its own end Node sets the terminal back, and aborts with a core dump when that is gone.
      if (hungUp.signal.aborted) process.kill(process.pid, 'SIGHUP');
    },
  };
}
