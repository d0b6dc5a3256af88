import { spawn } from 'node:child_process';

/** Runs a program with our stdout and stderr; rejects when it fails. Resolves to nothing. */
export function command(program, argv, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ${argv.join(' ')} ended with ${signal ?? code}`));
    });
  });
}
