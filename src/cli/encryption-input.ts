import { checkEncryption, defaultEncryption, type Encryption } from '../cluster/encrypted-value.js';
import { UsageError } from '../errors.js';
import { integer, option, optional, secret, text } from './input.js';

/** What encode, decode, encrypt_conf_value and decrypt_conf_value take. */
export const encryptionFlags = {
  cipher: option(`cipher; ${defaultEncryption.cipher} when left out`),
  hash: option(`hash; ${defaultEncryption.hash} when left out`),
  iterations: integer(`rounds of the hash; ${defaultEncryption.iterations} when left out`, undefined),
};

export const passphrase = secret(optional(text('passphrase; without it, read from stdin or asked for')));

interface Given {
  readonly cipher: string | undefined;
  readonly hash: string | undefined;
  readonly iterations: number | undefined;
}

/** Throws like `checkEncryption`. */
export function encryptionOf({ cipher, hash, iterations }: Given): Encryption {
  const encryption: Encryption = {
    cipher: cipher ?? defaultEncryption.cipher,
    hash: hash ?? defaultEncryption.hash,
    iterations: iterations ?? defaultEncryption.iterations,
  };
  checkEncryption(encryption);
  return encryption;
}

/** Only the passphrase is read from stdin: a value that is left out is UsageError. */
export function required(value: string | undefined): string {
  if (value === undefined) throw new UsageError('the value to encrypt is missing');
  return value;
}
