import { fileURLToPath } from 'node:url';

/** What is tested: the executable that RABBITCTL_BIN names, else bin/run.js of this tree. */
export const program = process.env.RABBITCTL_BIN || fileURLToPath(new URL('../bin/run.js', import.meta.url));

/** Its argv; a script runs in the Node that runs the tests. `other` is a build elsewhere. */
export function programArgv(argv: readonly string[], other = program): string[] {
  return other.endsWith('.js') ? [process.execPath, other, ...argv] : [other, ...argv];
}
