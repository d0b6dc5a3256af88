import { checkEncryption, defaultEncryption, type Encryption, encryptValue } from '../cluster/encrypted-value.js';
import { UsageError } from '../errors.js';
import { encodeTerm } from '../format/external-term-encode.js';
import type { Context } from './context.js';
import { erlangTerm } from './erlang-input.js';
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

/** Which version's banner is printed: with all three given no node is asked, and it is the newest's. */
export async function versionOfBanner(
  { cipher, hash, iterations }: Given,
  version: Context<unknown, unknown>['version'],
): Promise<string> {
  return [cipher, hash, iterations].includes(undefined) ? (await version()).rabbitmq : '';
}

/** Refuses what is given and cannot be. Throws like `checkEncryption`. */
export function checkGiven({ cipher = 'aes_256_cbc', hash = 'sha512', iterations = 1 }: Partial<Given>): void {
  checkEncryption({ cipher, hash, iterations });
}

/** Refuses, before any connection, what is no term and an encryption that cannot be. Only the passphrase is read from stdin. */
export function checkToEncrypt(value: string | undefined, given: Partial<Given>): void {
  checkGiven(given);
  if (value === undefined) throw new UsageError('the value to encrypt is missing');
  erlangTerm(value);
}

type Encrypting = Pick<
  Context<{ readonly value: string | undefined; readonly passphrase: string | undefined }, Given>,
  'args' | 'flags' | 'readSecret' | 'version'
>;

/** The term that was typed, encrypted with the passphrase that was typed or is read: Base64. */
export async function encryptedTerm({ args, flags, readSecret, version }: Encrypting): Promise<string> {
  const passphrase = args.passphrase ?? (await readSecret('Passphrase: '));
  const encryption = await encryptionOf(flags, version);
  return encryptValue(encodeTerm(erlangTerm(args.value ?? '')), passphrase, encryption);
}
