import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Makes something end with this process, however that ends: a second process, `main.ts watch …`, holds the other
 * end of a pipe and clears up when the pipe closes. The function that comes back lets it go early.
 */
export function endWithThisProcess(...what: readonly string[]): () => void {
  const [program, ...main] = tsxCommand('main.ts');
  const watcher = spawn(program, [...main, 'watch', ...what], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Ctrl-C goes to the whole process group of a terminal, and must not end this one.
    detached: true,
  });
  const { stdin } = watcher;
  watcher.unref();
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return () => stdin.end();
}

/** The command line that runs one of the programs in this folder. */
export function tsxCommand(file: string): [string, ...string[]] {
  // Vitest's module runner has no import.meta.resolve.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return [process.execPath, '--import', tsx, fileURLToPath(new URL(file, import.meta.url))];
}

/** The other end: waits until the process that started us has ended or let go. */
export async function processToEnd(pipe: Readable): Promise<void> {
  pipe.resume();
  await once(pipe, 'end');
}
