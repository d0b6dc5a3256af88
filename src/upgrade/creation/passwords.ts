import { readFile } from 'node:fs/promises';
import { ConfigError, UsageError } from '../../errors.js';
import type { Engine } from '../engine.js';

/** Asked for once a run, and kept nowhere. */
export interface NewPasswords {
  readonly admin: () => Promise<string>;
  readonly guest: () => Promise<string>;
}

/** Of their files, or of the person or stdin, when they are first needed. The functions throw ConfigError for a file that cannot be read or is empty. */
export function newPasswords({ plan, readSecret }: Engine): NewPasswords {
  const { admin = '', adminPasswordFile, guestPasswordFile } = plan.options;
  return {
    admin: once(() => passwordOf(adminPasswordFile, `Password for ${admin}: `, readSecret)),
    guest: once(() => passwordOf(guestPasswordFile, 'New password for guest: ', readSecret)),
  };
}

async function passwordOf(file: string | undefined, prompt: string, ask: Engine['readSecret']): Promise<string> {
  const text =
    file === undefined ? await ask(prompt) : await readFile(file, 'utf8').catch((cause) => refuse(file, cause));
  const password = text.split(/\r?\n/, 1)[0] ?? '';
  if (password !== '') return password;
  // RabbitMQ takes an empty one, and then lets nobody in with it.
  if (file === undefined) throw new UsageError('a password is not empty');
  throw new ConfigError(`the password file ${file} is empty`);
}

function refuse(file: string, cause: NodeJS.ErrnoException): never {
  throw new ConfigError(`the password file ${file} cannot be read: ${cause.code}`, { cause });
}

function once<T>(get: () => Promise<T>): () => Promise<T> {
  let got: Promise<T> | undefined;
  return () => {
    got ??= get();
    return got;
  };
}
