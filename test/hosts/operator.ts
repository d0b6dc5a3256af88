import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finished, run, tryRun } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import { programArgv } from '../program.js';
import { type ConfigOptions, writeConfig } from './config-file.js';

export interface RunAs {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Somebody at this machine who runs rabbitctl against hosts of a lab, with a config file and a home of their own. */
export class Operator {
  readonly home = mkdtempSync(join(tmpdir(), 'rabbitctl-hosts-'));
  readonly configFile = join(this.home, 'config.toml');
  readonly #env: NodeJS.ProcessEnv;

  /** The config file leads to hosts of a lab, or is what stands here. */
  constructor(...config: [lab: Lab, options: ConfigOptions] | [text: string]) {
    if (config.length === 1) writeFileSync(this.configFile, config[0], { mode: 0o600 });
    else writeConfig(this.configFile, ...config);
    this.#env = { ...localEnvironment(this.home), RABBITCTL_CONFIG: this.configFile };
  }

  run(...argv: readonly string[]): Promise<Finished> {
    return this.runAs({}, ...argv);
  }

  runAs({ input, env }: RunAs, ...argv: readonly string[]): Promise<Finished> {
    return tryRun(programArgv(argv), { input, env: { ...this.#env, ...env }, deadline: 60 });
  }

  /** A shell line in which "$@" is rabbitctl. */
  shell(line: string): Promise<Finished> {
    return tryRun(['sh', '-c', line, 'sh', ...programArgv([])], { env: this.#env, deadline: 60 });
  }

  /** For what runs on until somebody ends it. */
  start(...argv: readonly string[]): ChildProcessWithoutNullStreams {
    return startWith(this.#env, programArgv(argv));
  }

  /** On a terminal of its own: what is typed there and what is seen there are the child's stdin and stdout. */
  onTerminal(...argv: readonly string[]): ChildProcessWithoutNullStreams {
    return this.#inScript(
      `stty rows 40 cols 100; tty > '${this.#ttyName}'; exec ${programArgv(argv).map(quoted).join(' ')}`,
    );
  }

  /** The window of what `onTerminal` started last gets another size, as if somebody dragged its corner. */
  async resizeTerminal(rows: number, columns: number): Promise<void> {
    const tty = readFileSync(this.#ttyName, 'utf8').trim();
    await run(['stty', '-F', tty, 'rows', String(rows), 'cols', String(columns)]);
  }

  get #ttyName(): string {
    return join(this.home, 'tty');
  }

  #inScript(line: string): ChildProcessWithoutNullStreams {
    return startWith({ ...this.#env, TERM: 'xterm', SHELL: '/bin/sh' }, ['script', '-qec', line, '/dev/null']);
  }

  leave(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Nothing of whoever runs the tests: no agent, no variables, no ~/.ssh. */
export function localEnvironment(home = '/nonexistent'): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8' };
}

function startWith(env: NodeJS.ProcessEnv, [program = '', ...rest]: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(program, rest, { env, stdio: ['pipe', 'pipe', 'pipe'] });
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
