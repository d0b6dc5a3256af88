import { createCipheriv, createDecipheriv, getCipherInfo, getHashes, pbkdf2Sync, randomBytes } from 'node:crypto';
import { CheckFailed, DataError } from '../errors.js';
import { has } from './capabilities.js';

export interface Encryption {
  /** As Erlang calls it: `aes_256_cbc`. */
  readonly cipher: string;
  readonly hash: string;
  readonly iterations: number;
}

/** What a node of that version decrypts with when its configuration names nothing else (rabbit_pbe; 3.8.9, 3.10.8, 4.0.5 and 4.3.6 were asked). */
export const defaultEncryption = (version: string): Encryption =>
  has(version, 'fast_default_encryption')
    ? { cipher: 'aes_128_cbc', hash: 'sha256', iterations: 1 }
    : { cipher: 'aes_256_cbc', hash: 'sha512', iterations: 1000 };

/**
 * Base64 of salt, initialisation vector and cipher text: the key is PBKDF2 of the passphrase, the text is padded to the
 * cipher's blocks (credentials_obfuscation_pbe).
 */
export function encryptValue(clear: Uint8Array, passphrase: string, encryption: Encryption): string {
  const { name, info } = known(encryption);
  const salt = randomBytes(16);
  const vector = randomBytes(info.ivLength ?? 0);
  const cipher = createCipheriv(name, keyOf(passphrase, salt, encryption, info.keyLength), vector);
  return Buffer.concat([salt, vector, cipher.update(clear), cipher.final()]).toString('base64');
}

/** The clear bytes. Throws an error of the platform when the passphrase, the cipher or the hash is another one. */
export function decryptValue(encrypted: string, passphrase: string, encryption: Encryption): Buffer {
  const { name, info } = known(encryption);
  const bytes = Buffer.from(encrypted, 'base64');
  const start = 16 + (info.ivLength ?? 0);
  const [salt, vector] = [bytes.subarray(0, 16), bytes.subarray(16, start)];
  const decipher = createDecipheriv(name, keyOf(passphrase, salt, encryption, info.keyLength), vector);
  return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]);
}

/** Throws DataError in the real tool's words for what is no cipher or hash, CheckFailed for what only the node's tool does. */
export function checkEncryption(encryption: Encryption): void {
  known(encryption);
  const { hash, iterations } = encryption;
  if (!getHashes().includes(hashName(hash))) throw refused('The requested hash is not supported');
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw refused('The requested number of iterations is incorrect');
  }
}

function known({ cipher }: Encryption) {
  const name = cipher.replaceAll('_', '-');
  const info = /^[a-z0-9_]+$/.test(cipher) ? getCipherInfo(name) : undefined;
  if (info === undefined) throw refused('The requested cipher is not supported.');
  // Erlang pads for the others, too, as OpenSSL does not.
  if (info.mode !== 'cbc') {
    throw new CheckFailed(`${cipher} is not done here: only ciphers with blocks in a chain are`, {
      hint: 'The node does it: rabbitctl on-node -- rabbitmqctl encode …',
    });
  }
  return { name, info };
}

function keyOf(passphrase: string, salt: Buffer, { hash, iterations }: Encryption, length: number): Buffer {
  return pbkdf2Sync(passphrase, salt, iterations, length, hashName(hash));
}

/** Erlang's sha is SHA-1. */
const hashName = (hash: string): string => (hash === 'sha' ? 'sha1' : hash.replace('_', '-'));

const refused = (reason: string): DataError => new DataError(`Bad argument: ${reason}`);
