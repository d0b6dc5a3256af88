import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigError } from '../errors.js';

/** One usable line of a known_hosts file. */
export interface KnownHost {
  readonly file: string;
  readonly line: number;
  readonly marker: 'key' | 'revoked' | 'cert-authority';
  /** The first field: comma-separated patterns, or one hashed name. */
  readonly names: string;
  /** `ssh-ed25519`, `ssh-rsa`… */
  readonly type: string;
  /** The public key in base64, as in the file. */
  readonly key: string;
}

/** How the key that a host showed stands against known_hosts. */
export type Standing =
  | { readonly is: 'known' }
  | { readonly is: 'unknown'; readonly elsewhere: readonly KnownHost[] }
  | { readonly is: 'changed'; readonly entry: KnownHost }
  | { readonly is: 'revoked'; readonly entry: KnownHost };

/** All lines of these files, in order; a file that does not exist has none. Throws ConfigError for one that cannot be read. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHost[]> {
  const lists = await Promise.all(files.map(async (file) => parseKnownHosts(file, await textOf(file))));
  return lists.flat();
}

/** The usable lines of one known_hosts file. Comments and lines that mean nothing are passed over, as OpenSSH does. */
export function parseKnownHosts(file: string, text: string): KnownHost[] {
  return text.split('\n').flatMap((content, index) => {
    const fields = content.trim().split(/[ \t]+/);
    if (fields[0] === '' || fields[0]?.startsWith('#')) return [];
    const marker = fields[0]?.startsWith('@') ? fields.shift()?.slice(1) : 'key';
    const [names, type, key] = fields;
    if (marker !== 'key' && marker !== 'revoked' && marker !== 'cert-authority') return [];
    if (names === undefined || type === undefined || key === undefined) return [];
    // ssh does not see such a line; a revoked or an authority's key is never left out for its form.
    if (marker === 'key' && !isKey(type, key)) return [];
    return [{ file, line: index + 1, marker, names, type, key }];
  });
}

/** The lines that speak of a host under this name (`mq1`, or `[mq1]:2222`). */
export function entriesFor(entries: readonly KnownHost[], name: string): KnownHost[] {
  return entries.filter((entry) => matchesNames(entry.names, name));
}

/** Judges a key (base64) that a host showed. A revoked key is bad under any line that names the host; else the first equal key counts. */
export function standing(all: readonly KnownHost[], name: string, key: string): Standing {
  const entries = entriesFor(all, name);
  const revoked = entries.find((entry) => entry.marker === 'revoked' && entry.key === key);
  if (revoked) return { is: 'revoked', entry: revoked };
  const keys = entries.filter((entry) => entry.marker === 'key');
  if (keys.some((entry) => entry.key === key)) return { is: 'known' };
  // Any other key of that host means "changed", whatever its type: this is how OpenSSH sees it.
  const other = keys.find((entry) => entry.type === keyType(key)) ?? keys[0];
  if (other) return { is: 'changed', entry: other };
  return { is: 'unknown', elsewhere: all.filter((entry) => entry.marker === 'key' && entry.key === key) };
}

/** The name a host has in known_hosts: with brackets and port unless the port is 22. */
export function knownName(host: string, port: number): string {
  return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}

/** The `|1|salt|hash` form of a name. */
export function hashedName(name: string, salt: Uint8Array): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64');
  return `|1|${Buffer.from(salt).toString('base64')}|${hash}`;
}

/** The type that a base64 public key says of itself. */
export function keyType(key: string): string {
  const blob = Buffer.from(key, 'base64');
  return blob.length < 4 ? '' : blob.toString('latin1', 4, 4 + blob.readUInt32BE(0));
}

const keyTypes =
  /^(ssh-(ed25519|rsa|dss)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/;

/** Whether this is base64 of a whole key of that type: strings up to the very end, the first of them the type. */
function isKey(type: string, key: string): boolean {
  const blob = Buffer.from(key, 'base64');
  if (!keyTypes.test(type) || keyType(key) !== type || blob.toString('base64') !== key) return false;
  let end = 4 + type.length;
  if (end === blob.length) return false;
  while (end + 4 <= blob.length) end += 4 + blob.readUInt32BE(end);
  return end === blob.length;
}

function matchesNames(names: string, name: string): boolean {
  if (names.startsWith('|')) {
    const [, version, salt, hash] = names.split('|');
    if (version !== '1' || salt === undefined || hash === undefined) return false;
    return hashedName(name.toLowerCase(), Buffer.from(salt, 'base64')) === `|1|${salt}|${hash}`;
  }
  let matched = false;
  for (const pattern of names.split(',')) {
    const negated = pattern.startsWith('!');
    if (!wildcard(negated ? pattern.slice(1) : pattern).test(name)) continue;
    if (negated) return false;
    matched = true;
  }
  return matched;
}

function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i');
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    // A list that may hold a revoked or another key must not be passed over.
    throw new ConfigError(`cannot read ${file}: ${code}`, { cause: error });
  }
}
