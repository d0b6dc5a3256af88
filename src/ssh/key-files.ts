import { readFile } from 'node:fs/promises';
import { StringReader } from './agent-keys.js';

/** A private key file that exists. */
export interface KeyFile {
  readonly path: string;
  readonly content: string;
  /** The public key in its wire form; undefined when only the passphrase would tell. */
  readonly blob: Buffer | undefined;
  readonly encrypted: boolean;
  /** False when the file holds only a public key: it then only names a key of the agent. */
  readonly isPrivate: boolean;
}

/** Reads the identity files that exist, in order. Files that are missing or not readable are told to `skip`. */
export async function readKeyFiles(
  paths: readonly string[],
  skip: (path: string, reason: string) => void,
): Promise<KeyFile[]> {
  const files = await Promise.all(paths.map((path) => readKeyFile(path, skip)));
  return files.filter((file) => file !== undefined);
}

async function readKeyFile(path: string, skip: (path: string, reason: string) => void): Promise<KeyFile | undefined> {
  const beside = await readFile(`${path}.pub`, 'utf8').catch(() => '');
  const content = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    skip(path, error.code === 'ENOENT' ? 'no such file' : (error.code ?? error.message));
    return '';
  });
  if (content === '') {
    // `IdentityFile x` with only x.pub on disk names a key that the agent has.
    const blob = publicBlob(beside);
    return blob && { path, content, blob, encrypted: false, isPrivate: false };
  }
  const own = publicBlob(content);
  if (own) return { path, content, blob: own, encrypted: false, isPrivate: false };
  const inside = insideOpenSshKey(content);
  const encrypted =
    inside?.encrypted ?? /^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED PRIVATE KEY|^Encryption: aes/m.test(content);
  return { path, content, blob: inside?.blob ?? publicBlob(beside), encrypted, isPrivate: true };
}

/** The key of a `type base64 comment` line. */
function publicBlob(text: string): Buffer | undefined {
  const [, type, base64] = /^((?:sk-)?(?:ssh|ecdsa)-[\w@.-]+) ([A-Za-z0-9+/=]+)/.exec(text.trimStart()) ?? [];
  if (type === undefined || base64 === undefined) return undefined;
  return Buffer.from(base64, 'base64');
}

/** OpenSSH's own format keeps the public key in clear, also when the private one is encrypted. */
function insideOpenSshKey(content: string): { encrypted: boolean; blob: Buffer } | undefined {
  const [, base64] = /BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(content) ?? [];
  if (base64 === undefined) return undefined;
  const data = Buffer.from(base64, 'base64');
  const magic = 'openssh-key-v1\0';
  if (data.toString('latin1', 0, magic.length) !== magic) return undefined;
  try {
    const reader = new StringReader(data, magic.length);
    const cipher = reader.next().toString();
    reader.next(); // the key derivation's name
    reader.next(); // and its options
    reader.skip(4); // how many keys: always one
    return { encrypted: cipher !== 'none', blob: Buffer.from(reader.next()) };
  } catch {
    return undefined;
  }
}
