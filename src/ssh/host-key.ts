import { createHash, randomBytes } from 'node:crypto';
import { appendFile, chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CliError, ConfigError, NotPermitted } from '../errors.js';
import {
  entriesFor,
  hashedName,
  type KnownHost,
  keyType,
  knownName,
  readKnownHosts,
  type Standing,
  standing,
} from './known-hosts.js';
import type { ResolvedHost } from './ssh-config.js';

export interface HostKeyCheck {
  /** Host key algorithms to offer: those that known_hosts has for this host first, else a host known by RSA looks changed. */
  readonly algorithms: readonly string[];
  /** Whether a certificate authority is trusted for this host: only the system's ssh can check that. */
  readonly trustsAuthority: boolean;
  /**
   * Judges the key that the host showed; returns only when it may be trusted, after adding it where that is allowed.
   * @throws NotPermitted for an unknown, changed or revoked key, ConfigError when known_hosts cannot be written.
   */
  verify(key: Uint8Array, address: string | undefined): Promise<void>;
}

/** Reads known_hosts for a host. Throws ConfigError for a file that cannot be read. */
export async function hostKeyCheck(host: ResolvedHost, debug: (line: string) => void): Promise<HostKeyCheck> {
  const all = await readKnownHosts([...host.userKnownHosts, ...host.globalKnownHosts]);
  const name = host.hostKeyAlias?.toLowerCase() ?? knownName(host.hostname, host.port);
  const portless = host.hostKeyAlias === undefined && host.port !== 22 ? host.hostname.toLowerCase() : undefined;
  const named = [...entriesFor(all, name), ...(portless === undefined ? [] : entriesFor(all, portless))];
  return {
    algorithms: orderedAlgorithms(named, host.hostKeyAlgorithms),
    trustsAuthority: named.some((entry) => entry.marker === 'cert-authority'),
    async verify(blob, address) {
      const key = Buffer.from(blob).toString('base64');
      const found = judge(all, name, portless, key);
      debug(`host key ${keyType(key)} ${fingerprint(key)} of ${name}: ${found.is}`);
      if (found.is === 'changed') throw changed(name, key, found.entry);
      if (found.is === 'revoked') throw revoked(name, key, found.entry);
      if (address !== undefined && host.checkHostIp && host.hostKeyAlias === undefined) {
        const byAddress = standing(all, knownName(address, host.port), key);
        if (byAddress.is === 'changed') throw changed(knownName(address, host.port), key, byAddress.entry);
        if (byAddress.is === 'revoked') throw revoked(knownName(address, host.port), key, byAddress.entry);
      }
      if (found.is === 'known') return;
      if (!host.acceptNew) throw unknown(host, name, key, found.elsewhere);
      await remember(host, name, key);
      debug(`added to ${host.userKnownHosts[0] ?? 'no file'}: ${name} ${keyType(key)}`);
    },
  };
}

/** The fingerprint of a public key (base64) as OpenSSH prints it: `SHA256:…`. */
export function fingerprint(key: string): string {
  return `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
}

/** A host on another port may still be known under its plain name, but only by that very key. */
function judge(all: readonly KnownHost[], name: string, portless: string | undefined, key: string): Standing {
  const found = standing(all, name, key);
  if (found.is !== 'unknown' || portless === undefined) return found;
  const plain = standing(all, portless, key);
  return plain.is === 'known' || plain.is === 'revoked' ? plain : found;
}

function orderedAlgorithms(entries: readonly KnownHost[], configured: readonly string[] | undefined): string[] {
  const usable = configured?.filter((name) => supported.includes(name)) ?? [];
  const algorithms = usable.length > 0 ? usable : supported;
  const types = new Set(entries.filter((entry) => entry.marker === 'key').map((entry) => entry.type));
  const isKnown = (algorithm: string) => types.has(algorithm.startsWith('rsa-sha2') ? 'ssh-rsa' : algorithm);
  return [...algorithms.filter(isKnown), ...algorithms.filter((algorithm) => !isKnown(algorithm))];
}

/** What ssh2 can check, without SHA-1 and DSA. */
const supported = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
];

/** Adds the key to the user's known_hosts: one write, so that hosts in parallel do not tear each other's lines. */
async function remember(host: ResolvedHost, name: string, key: string): Promise<void> {
  const file = host.userKnownHosts[0];
  if (file === undefined) return;
  const shown = host.hashKnownHosts ? hashedName(name, randomBytes(20)) : name;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const fresh = await createOnce(file);
    const start = fresh || (await endsInNewline(file)) ? '' : '\n';
    await appendFile(file, `${start}${shown} ${keyType(key)} ${key}\n`);
  } catch (error) {
    throw new ConfigError(`the new host key of ${name} cannot be added to ${file}`, {
      hint: (error as Error).message,
      cause: error,
    });
  }
}

async function createOnce(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    await chmod(file, 0o600);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function endsInNewline(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    if (size === 0) return true;
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return bytesRead === 0 || buffer[0] === 0x0a;
  } finally {
    await handle.close();
  }
}

function unknown(host: ResolvedHost, name: string, key: string, elsewhere: readonly KnownHost[]): CliError {
  const others = elsewhere.map((entry) => `${entry.file}:${entry.line}`).join(', ');
  return new NotPermitted(`the host key of ${name} is not known: ${keyType(key)} ${fingerprint(key)}`, {
    hint: [
      'Compare the fingerprint with the one on the machine (ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub), then accept it:',
      `  with --accept-new-host-keys, or once with: ssh ${host.alias}`,
      `  or: ssh-keyscan -p ${host.port} ${host.hostname} >> ${host.userKnownHosts[0] ?? '~/.ssh/known_hosts'}`,
      ...(others === '' ? [] : [`The same key is already known under another name: ${others}`]),
    ].join('\n'),
  });
}

function changed(name: string, key: string, entry: KnownHost): CliError {
  return new NotPermitted(`THE HOST KEY OF ${name} HAS CHANGED: nothing was sent`, {
    hint: [
      `Known:   ${entry.type} ${fingerprint(entry.key)} (${entry.file}:${entry.line})`,
      `Offered: ${keyType(key)} ${fingerprint(key)}`,
      'Somebody may be listening in, or the machine was installed anew. When you are sure that it was:',
      `  ssh-keygen -R '${name}' -f ${entry.file}`,
    ].join('\n'),
  });
}

function revoked(name: string, key: string, entry: KnownHost): CliError {
  return new NotPermitted(`the host key of ${name} is revoked: nothing was sent`, {
    hint: `${keyType(key)} ${fingerprint(key)} is marked @revoked in ${entry.file}:${entry.line}`,
  });
}
