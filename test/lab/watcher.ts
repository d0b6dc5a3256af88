import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/**
 * Makes something end with this process, however that ends: a second process, `main.ts watch …`, holds the other
 * end of a pipe and clears up when the pipe closes. The function that comes back lets it go early.
 */
export function endWithThisProcess(...what: readonly string[]): () => void {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const tsx = import.meta.resolve('tsx');
  const watcher = spawn(process.execPath, ['--import', tsx, main, 'watch', ...what], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C goes to the whole process group of a terminal, and must not end this one.
    detached: true,
  });
  const { stdin } = watcher;
  watcher.unref();
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return () => stdin.end();
}

/** The other end: waits until the process that started us has ended or let go. */
export async function processToEnd(pipe: Readable): Promise<void> {
  pipe.resume();
  await once(pipe, 'end');
}
