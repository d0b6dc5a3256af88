import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { main as Main } from '../../src/cli/main.js';
import type { TableOfCommands } from '../../src/cli/table-of-commands.js';
import { tryRun } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { program, programArgv } from '../program.js';
import type { Answer } from './answers.js';

/** Another executable would not be what runs in this process. */
export const canRunHere = program.endsWith('.js');

/** Runs our tool from outside, told by its environment alone which node it is about. */
export function runOurs(lab: Lab, node: string, argv: readonly string[], stdin = ''): Promise<Answer> {
  const env = environment(lab, node);
  return tryRun(programArgv(argv), { env, input: stdin, deadline: 120 });
}

/** The same by its own entry point in this process: a fraction of the time that a new one takes to begin. */
export async function runOursHere(lab: Lab, node: string, argv: readonly string[]): Promise<Answer> {
  built ??= loadBuilt();
  const { main, table } = await built;
  const [stdout, stderr] = [new Kept(), new Kept()];
  const code = await main([...argv], table, {
    ...{ env: environment(lab, node), stdin: Readable.from([]), stdout, stderr },
    signal: AbortSignal.timeout(120_000),
  });
  return { stdout: stdout.text, stderr: stderr.text, code };
}

const environment = (lab: Lab, node: string) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  LANG: 'C.UTF-8',
  RABBITCTL_CONFIG: lab.configFile,
  RABBITMQ_NODENAME: node,
});

let built: Promise<{ readonly main: typeof Main; readonly table: TableOfCommands }> | undefined;

/** As `bin/run.js` begins. */
const loadBuilt = () => import(fileURLToPath(new URL('../../dist/rabbitctl.cjs', import.meta.url)));

class Kept extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  get text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
