import { readFile } from 'node:fs/promises';
import { ConfigError, UsageError } from '../errors.js';
import type { PasswordSource, Setting } from './layer.js';
import type { Environment } from './outer-layers.js';

/** How a password may be fetched; what is missing cannot be done here. */
export interface PasswordMeans {
  readonly env: Environment;
  /** Asks without echo; absent when there is no terminal. */
  readonly askSecret?: ((prompt: string) => Promise<string>) | undefined;
  /** The first line of stdin, without its end. */
  readonly readFirstLine?: (() => Promise<string>) | undefined;
}

/** The passwords of a run: each one fetched once for all nodes that share its source and user, one prompt at a time. */
export class Passwords {
  readonly #means: PasswordMeans;
  readonly #fetched = new Map<string, Promise<string>>();
  #asking: Promise<unknown> = Promise.resolve();

  constructor(means: PasswordMeans) {
    this.#means = means;
  }

  /** Throws ConfigError (no file, empty, the command failed) or UsageError (no terminal to ask on). */
  fetch(source: Setting<PasswordSource>, username: string): Promise<string> {
    const key = JSON.stringify([source.value, username]);
    const known = this.#fetched.get(key);
    if (known) return known;
    const fetched = source.value.from === 'prompt' ? this.#ask(source, username) : this.#fetch(source, username);
    this.#fetched.set(key, fetched);
    return fetched;
  }

  /** Two prompts at once would share one keyboard. */
  #ask(source: Setting<PasswordSource>, username: string): Promise<string> {
    const asked = this.#asking.then(() => this.#fetch(source, username));
    this.#asking = asked.catch(() => undefined);
    return asked;
  }

  #fetch(source: Setting<PasswordSource>, username: string): Promise<string> {
    return fetchPassword(source, username, this.#means);
  }
}

async function fetchPassword(
  { value, origin }: Setting<PasswordSource>,
  username: string,
  means: PasswordMeans,
): Promise<string> {
  switch (value.from) {
    case 'text':
      return value.text;
    case 'environment':
      return means.env[value.variable] || refuse(`the environment variable ${value.variable} is not set`, origin);
    case 'file':
      return (
        firstLine(await readSecretFile(value.file, origin)) ||
        refuse(`the password file ${value.file} is empty`, origin)
      );
    case 'command':
      return (
        firstLine(await commandOutput(value.argv, origin)) ||
        refuse(`the password command ${value.argv[0]} printed nothing`, origin)
      );
    case 'stdin':
      return (await means.readFirstLine?.()) || refuse('stdin holds no password', origin);
    case 'prompt':
      if (means.askSecret) return means.askSecret(`Password of ${username}: `);
      throw new UsageError(`the password of ${username} is missing, and there is no terminal to ask for it`, {
        hint: 'Give it with --password-file, --password-stdin or RABBITCTL_PASSWORD.',
      });
  }
}

async function readSecretFile(file: string, origin: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    return refuse(`the password file ${file} cannot be read: ${reason(cause)}`, origin, cause);
  }
}

async function commandOutput([command, ...args]: readonly string[], origin: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    // Without a shell; what the command says to the person (a touch of a key, a passphrase) goes through.
    const child = execFile(command ?? '', args, { timeout: 60_000, maxBuffer: 1 << 20 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(failure(`the password command ${command} failed: ${commandFailure(error)}`, origin, error));
    });
    child.stderr?.pipe(process.stderr);
    child.stdin?.end();
  });
}

function commandFailure(error: Error & { code?: unknown; killed?: boolean; signal?: unknown }): string {
  if (error.killed) return 'it took longer than 60 s';
  return typeof error.code === 'number' ? `exit code ${error.code}` : reason(error);
}

// Never error.message: of a child process it holds the whole command line.
const reason = (cause: unknown): string => {
  const code = (cause as NodeJS.ErrnoException).code;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a directory',
  };
  return words[String(code)] ?? String(code);
};

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? '';

const failure = (message: string, origin: string, cause?: unknown): ConfigError =>
  new ConfigError(message, { hint: `It is named by ${origin}.`, cause });

function refuse(message: string, origin: string, cause?: unknown): never {
  throw failure(message, origin, cause);
}
