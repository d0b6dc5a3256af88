import { checkEncryption, defaultEncryption, type Encryption } from '../cluster/encrypted-value.js';
import { UsageError } from '../errors.js';
import type { Context } from './context.js';
import { integer, option, optional, secret, text } from './input.js';

/** What encode, decode, encrypt_conf_value and decrypt_conf_value take. */
export const encryptionFlags = {
  cipher: option('cipher; what the version of the node takes by itself when left out'),
  hash: option('hash; what the version of the node takes by itself when left out'),
  iterations: integer('rounds of the hash; what the version of the node takes by itself when left out', undefined),
};

export const passphrase = secret(optional(text('passphrase; without it, read from stdin or asked for')));

interface Given {
  readonly cipher: string | undefined;
  readonly hash: string | undefined;
  readonly iterations: number | undefined;
}

/** With all three given nothing is asked of a node; else its version, which decides what is taken. Throws what that throws. */
export async function encryptionOf(
  { cipher, hash, iterations }: Given,
  version: Context<unknown, unknown>['version'],
): Promise<Encryption> {
  if (cipher !== undefined && hash !== undefined && iterations !== undefined) return { cipher, hash, iterations };
  const standard = defaultEncryption((await version()).rabbitmq);
  return {
    cipher: cipher ?? standard.cipher,
    hash: hash ?? standard.hash,
    iterations: iterations ?? standard.iterations,
  };
}

/** Refuses what is given and cannot be. Throws like `checkEncryption`. */
export function checkGiven({ cipher = 'aes_256_cbc', hash = 'sha512', iterations = 1 }: Partial<Given>): void {
  checkEncryption({ cipher, hash, iterations });
}

/** Only the passphrase is read from stdin: a value that is left out is UsageError. */
export function required(value: string | undefined): string {
  if (value === undefined) throw new UsageError('the value to encrypt is missing');
  return value;
}
