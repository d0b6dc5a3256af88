import { fileURLToPath } from 'node:url';
import { tryRun } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import type { Answer } from './tool-session.js';

const program = process.env.RABBITCTL_BIN || fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** Runs our tool from outside, told by its environment alone which node it is about. */
export function runOurs(lab: Lab, node: string, argv: readonly string[], stdin = ''): Promise<Answer> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LANG: 'C.UTF-8',
    RABBITCTL_CONFIG: lab.configFile,
    RABBITMQ_NODENAME: node,
  };
  const start = program.endsWith('.js') ? [process.execPath, program] : [program];
  return tryRun([...start, ...argv], { env, input: stdin, deadline: 120 });
}
