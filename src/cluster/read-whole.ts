import { readFileSync, statSync } from 'node:fs';

/** The text of a file that settings name, from where it is at hand. Throws what `node:fs` throws. */
export async function readWhole(file: string): Promise<string> {
  // At once where it is one: the threads that read in the background cost more than to read it. A pipe may wait.
  if (statSync(file).isFile()) return readFileSync(file, 'utf8');
  return (await import('node:fs/promises')).readFile(file, 'utf8');
}
