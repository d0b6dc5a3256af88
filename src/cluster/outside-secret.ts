import { ConfigError } from '../errors.js';
import type { OutsideSource, Setting } from './layer.js';
import type { Environment } from './outer-layers.js';
import { readWhole } from './read-whole.js';

/** Fetches it; `what` is its name for messages. Throws ConfigError (no file, empty, the command failed). */
export async function outsideSecret(
  { value, origin }: Setting<OutsideSource>,
  what: 'password' | 'token' | 'client secret',
  env: Environment,
): Promise<string> {
  switch (value.from) {
    case 'environment':
      return env[value.variable] || refuseSecret(`the environment variable ${value.variable} is not set`, origin);
    case 'file':
      return (
        firstLine(await readSecretFile(value.file, what, origin)) ||
        refuseSecret(`the ${what} file ${value.file} is empty`, origin)
      );
    case 'command':
      return (
        firstLine(await commandOutput(value.argv, what, origin)) ||
        refuseSecret(`the ${what} command ${value.argv[0]} printed nothing`, origin)
      );
  }
}

async function readSecretFile(file: string, what: string, origin: string): Promise<string> {
  try {
    return await readWhole(file);
  } catch (cause) {
    return refuseSecret(`the ${what} file ${file} cannot be read: ${reason(cause)}`, origin, cause);
  }
}

async function commandOutput([command, ...args]: readonly string[], what: string, origin: string): Promise<string> {
  const { execFile } = await import('node:child_process');
  const { ourStream } = await import('../ssh/terminal.js');
  return new Promise((resolve, reject) => {
    // Without a shell; what the command says to the person (a touch of a key, a passphrase) goes through.
    const child = execFile(command ?? '', args, { timeout: 60_000, maxBuffer: 1 << 20 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(failure(`the ${what} command ${command} failed: ${commandFailure(error)}`, origin, error));
    });
    child.stderr?.pipe(ourStream('stderr'));
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

/** Throws ConfigError, with the place that names the source. */
export function refuseSecret(message: string, origin: string, cause?: unknown): never {
  throw failure(message, origin, cause);
}
