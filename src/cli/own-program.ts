import { realpathSync } from 'node:fs';

/** The file that runs us, without links: the script of the npm package, or the executable itself. */
export function ownProgram({ argv, execPath, versions }: NodeJS.Process = process): string {
  return realpathSync(versions.bun === undefined ? (argv[1] ?? execPath) : execPath);
}
