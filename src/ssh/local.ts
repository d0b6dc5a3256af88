import { type ChildProcess, spawn } from 'node:child_process';
import { connect as connectTcp } from 'node:net';
import { constants } from 'node:os';
import type { Duplex } from 'node:stream';
import { ConfigError, Unavailable } from '../errors.js';
import { endArgv } from './ending.js';
import { follow, type Started } from './follow.js';
import type { Host, Output, RunOptions } from './host.js';
import { Limits } from './limits.js';
import { tooLong } from './quote.js';
import { commandName, redactedLine } from './redact.js';

/** This machine: programs are started directly, without a shell. */
export function localHost(debug: (line: string) => void = () => {}): Host {
  return new LocalHost(debug);
}

class LocalHost implements Host {
  readonly name = 'this machine';
  readonly #debug: (line: string) => void;

  constructor(debug: (line: string) => void) {
    this.#debug = debug;
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Output> {
    this.#debug(`${this.name}: ${redactedLine(argv)}`);
    const limits = new Limits(options.terminal ? withoutCtrlC(options) : options, commandName(argv));
    try {
      limits.check(); // what was given up already is not to start
      options.onStart?.();
      return await follow(startLocal(argv, options), options, limits);
    } catch (error) {
      const missing = notStarted(error, argv, options);
      if (missing) return { ...missing, seconds: limits.seconds };
      throw error;
    } finally {
      limits.dispose();
    }
  }

  connect(host: string, port: number): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const socket = connectTcp({ host, port }, () => resolve(socket));
      socket.once('error', (cause: NodeJS.ErrnoException) => {
        reject(new Unavailable(`cannot reach ${host}:${port}: ${cause.code ?? cause.message}`, { cause }));
      });
    });
  }

  async close(): Promise<void> {}
}

function startLocal(argv: readonly string[], { cwd, env, terminal, input }: RunOptions): Started {
  const [program = '', ...rest] = argv;
  const child = startChild(program, rest, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    // Its own process group: it can then be ended with all its children, and Ctrl-C is ours to act on.
    detached: !terminal,
    stdio: terminal ? 'inherit' : [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  return startedChild(child, terminal === true, async (signal) => {
    if (child.pid === undefined) return;
    const [shell = '', ...words] = endArgv(child.pid, signal);
    await childExit(spawn(shell, words, { stdio: 'ignore' }));
  });
}

/**
 * In our own terminal Ctrl-C reaches the program by itself, and what it does then is its own affair: an Erlang shell
 * shows a menu. To end it for the abort signal as well would not let it. TERM, which reaches only us, is handed on.
 */
function withoutCtrlC({ deadline, signal }: RunOptions): RunOptions {
  return { ...(deadline === undefined ? {} : { deadline }), ...(signal?.aborted ? { signal } : {}) };
}

/** A child process as `follow` wants it. */
export function startedChild(child: ChildProcess, terminal: boolean, end: Started['end']): Started {
  const { stdin, stdout, stderr } = child;
  const survive = () => {};
  const handOn = () => void child.kill();
  if (terminal) process.on('SIGINT', survive).on('SIGTERM', handOn);
  const exited = childExit(child).finally(() => process.off('SIGINT', survive).off('SIGTERM', handOn));
  return {
    streams: stdout && stderr ? { stdin, stdout, stderr } : undefined,
    exited,
    end: terminal ? async (signal) => void child.kill(`SIG${signal}`) : end,
    abandon() {
      stdin?.destroy();
      stdout?.destroy();
      stderr?.destroy();
      child.unref();
    },
  };
}

/** spawn, with what it throws at once told like what it emits. */
export function startChild(
  program: string,
  rest: readonly string[],
  options: Parameters<typeof spawn>[2],
): ChildProcess {
  try {
    return spawn(program, rest, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'E2BIG') throw tooLong(undefined);
    throw error;
  }
}

/** The exit code of a child process, 128 + n for signal n; rejects when it could not be started. */
export function childExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** A program that is not there is no error of ours: a shell says 127, and so do we. */
function notStarted(error: unknown, [program = '']: readonly string[], { cwd }: RunOptions) {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (!syscall?.startsWith('spawn')) return undefined;
  if (code === 'E2BIG') throw tooLong(undefined);
  const stderr = `${program}: ${code === 'EACCES' ? 'permission denied' : 'not found'}`;
  if (code === 'EACCES') return { stdout: '', stderr: `${stderr}\n`, code: 126 };
  if (code === 'ENOENT')
    return { stdout: '', stderr: `${stderr}${cwd ? ` (or no directory ${cwd})` : ''}\n`, code: 127 };
  throw new ConfigError(`${program} cannot be started: ${code}`, { cause: error });
}
