import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { agentKeys } from './agent-keys.js';
import { hostKeyCheck } from './host-key.js';
import { type KeyFile, readKeyFiles } from './key-files.js';
import type { ResolvedHost } from './ssh-config.js';

/**
 * Why only the system's own ssh can log in to this host: ssh2 has no certificates, security keys, smart cards, PKCS#8, Kerberos, revocation lists or other sources of host keys.
 * Undefined when ssh2 will do, or when there is no ssh binary to turn to. Throws ConfigError for unreadable known_hosts.
 * `signal` ends the question to the agent.
 */
export async function needsOpenSsh(
  host: ResolvedHost,
  debug: (line: string) => void = () => {},
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (host.options.size === 0) return undefined; // ssh -G was not there to ask
  const option = (name: string) => host.options.get(name)?.[0] ?? 'none';
  if (host.certificateFiles.length > 0) return 'CertificateFile is set';
  if (option('pkcs11provider') !== 'none') return 'PKCS11Provider is set';
  if (option('revokedhostkeys') !== 'none') return 'RevokedHostKeys is set'; // a list of its own format (KRL)
  if (option('knownhostscommand') !== 'none') return 'KnownHostsCommand is set';
  if (['true', 'yes'].includes(option('verifyhostkeydns'))) return 'VerifyHostKeyDNS is set';
  if (option('proxyusefdpass') === 'yes') return 'ProxyUseFdpass is set';
  if (option('gssapiauthentication') === 'yes' && (await hasTicket())) return 'there is a Kerberos ticket';
  return (
    (await specialKey(host, debug, signal)) ??
    ((await hostKeyCheck(host, () => {})).trustsAuthority ? 'a @cert-authority is known for it' : undefined)
  );
}

async function specialKey(
  host: ResolvedHost,
  debug: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const files = await readKeyFiles(host.identityFiles, () => {});
  for (const { path, blob, content } of files) {
    if (await exists(`${path}-cert.pub`)) return `there is a certificate for ${path}`;
    const publicLine = await readFile(`${path}.pub`, 'utf8').catch(() => content);
    const type = special(publicLine.split(' ')[0] ?? '') ?? special(blob?.toString('latin1', 4, 60) ?? '');
    if (type) return `${path} is ${type}`;
  }
  const held = await agentKeys(host.identityAgent, {
    connectDeadline: host.connectDeadline,
    skip: (name, reason) => debug(`${host.alias}: ${name}: ${reason}`),
    ...(signal && { signal }),
  });
  const usable = host.identitiesOnly ? held.filter((key) => files.some((file) => file.blob?.equals(key.blob))) : held;
  const type = usable.map((key) => special(key.type)).find((found) => found !== undefined);
  if (type) return `the agent holds ${type}`;
  const unread = files.find((file) => isPkcs8(file) && !held.some((key) => file.blob?.equals(key.blob)));
  return unread && `${unread.path} is in PKCS#8`;
}

/** A private key as openssl writes it: ssh2 has no reader for it. */
function isPkcs8({ content }: KeyFile): boolean {
  return /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/m.test(content);
}

function special(type: string): string | undefined {
  if (/^[\w-]+-cert-v0\d@openssh\.com/.test(type)) return 'a certificate';
  return /^sk-(ssh|ecdsa)-/.test(type) ? 'a security key' : undefined;
}

/** klist looks into every kind of cache (KCM:, API:, KEYRING:) and passes over tickets that have run out. */
async function hasTicket(): Promise<boolean> {
  const failure = await promisify(execFile)('klist', ['-s'], { timeout: 2000 }).then(
    () => undefined,
    (error: { code?: unknown }) => error,
  );
  if (failure === undefined) return true;
  return typeof failure.code === 'number' ? false : hasCache();
}

/** Without klist: a ticket cache in its usual place; others are named by KRB5CCNAME. */
async function hasCache(): Promise<boolean> {
  const name = process.env.KRB5CCNAME ?? `FILE:/tmp/krb5cc_${process.getuid?.() ?? 0}`;
  return name.startsWith('FILE:') || name.startsWith('/') ? exists(name.replace(/^FILE:/, '')) : true;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
