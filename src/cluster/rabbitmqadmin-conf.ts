import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { ConfigError, DataError } from '../errors.js';
import { isTable, parseToml, type Table } from './toml.js';

/** A section of rabbitmqadmin's file, with the keys of both generations told apart by name. */
type Section = Readonly<Record<string, string | undefined>>;

/** Reads such a file and converts it. DataError when it cannot be read or is none. */
export async function importRabbitmqadminConf(file: string): Promise<string> {
  const path = file.replace(/^~(?=\/|$)/, homedir());
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new DataError(`${file} cannot be read: ${cause.code === 'ENOENT' ? 'there is no such file' : cause.code}`, {
      cause,
    });
  });
  return convertRabbitmqadminConf(text, file);
}

/**
 * Writes rabbitmqadmin's config file as one of ours: a cluster a section. Reads v2's TOML (rabbitmqadmin-ng `config.rs`)
 * and v1's INI (`bin/rabbitmqadmin`, Python's ConfigParser). Passwords are not copied. DataError when it is neither.
 */
export async function convertRabbitmqadminConf(text: string, file: string): Promise<string> {
  const { sections, generation } = await sectionsOf(text, file);
  if (sections.size === 0) throw new DataError(`${file} has no section`, { hint: 'Sections look like [production].' });
  const clusters = [...sections].map(([name, section]) => clusterText(name, section, generation));
  return [`# From ${file}, of rabbitmqadmin ${generation}.`, ...clusters].join('\n\n').concat('\n');
}

type Generation = 'v1' | 'v2';

async function sectionsOf(
  text: string,
  file: string,
): Promise<{ sections: Map<string, Section>; generation: Generation }> {
  let failure: ConfigError;
  try {
    return { sections: tomlSections(await parseToml(text, file)), generation: 'v2' };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    failure = error;
  }
  const sections = iniSections(text);
  if (sections === undefined) {
    throw new DataError(`${file} is a config file of neither rabbitmqadmin`, { hint: `As TOML: ${failure.message}` });
  }
  return { sections, generation: 'v1' };
}

function tomlSections(table: Table): Map<string, Section> {
  const text = (value: unknown): string => String(value);
  return new Map(
    Object.entries(table).flatMap(([name, section]) =>
      isTable(section)
        ? [[name, Object.fromEntries(Object.entries(section).map(([key, value]) => [key, text(value)]))] as const]
        : [],
    ),
  );
}

/** As ConfigParser reads it: `key = value` or `key: value`, keys in any case, [DEFAULT] for all, %% for one %. */
function iniSections(text: string): Map<string, Section> | undefined {
  const sections = new Map<string, Record<string, string>>();
  let section: Record<string, string> | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1];
    const [, key, value] = /^\s*([^=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    if (header !== undefined) {
      section = sections.get(header) ?? {};
      sections.set(header, section);
    } else if (section !== undefined && key !== undefined) {
      section[key.toLowerCase()] = (value ?? '').replaceAll('%%', '%');
    } else {
      return undefined;
    }
  }
  const defaults = sections.get('DEFAULT') ?? {};
  sections.delete('DEFAULT');
  return new Map([...sections].map(([name, own]) => [name, { ...defaults, ...own }]));
}

// Ours on the left, theirs on the right: v1's name, then v2's.
const files = {
  ca: ['ssl_ca_cert_file', 'ca_certificate_bundle_path'],
  cert: ['ssl_cert_file', 'client_certificate_file_path'],
  key: ['ssl_key_file', 'client_private_key_file_path'],
} as const;

function clusterText(name: string, section: Section, generation: Generation): string {
  const { username = 'guest', password = 'guest' } = section;
  const variable = `${name.toUpperCase().replace(/\W+/g, '_')}_RABBITMQ_PASSWORD`;
  const ownDefault = username === 'guest' && password === 'guest';
  const api: Record<string, string | undefined> = {
    url: urlOf(section, generation),
    username,
    password_env: ownDefault ? undefined : variable,
    ...Object.fromEntries(
      Object.entries(files).map(([ours, theirs]) => [ours, section[theirs[0]] ?? section[theirs[1]]]),
    ),
  };
  return [
    ...(ownDefault
      ? []
      : [`# The password is not copied: set ${variable}, or use password_file or password_command instead.`]),
    ...notTaken(section),
    `[clusters.${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}]`,
    `api = { ${Object.entries(api)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
      .join(', ')} }`,
  ].join('\n');
}

function urlOf(section: Section, generation: Generation): string {
  const { hostname = 'localhost', base_uri: base } = section;
  const secure = generation === 'v1' ? section.ssl === 'True' : section.tls === 'true' || section.scheme === 'https';
  const given = base === undefined ? undefined : tryUrl(base);
  const isSecure = secure || given?.protocol === 'https:';
  const host = given?.hostname ?? (hostname.includes(':') && !hostname.startsWith('[') ? `[${hostname}]` : hostname);
  // v1 has one default port, with TLS too.
  const usual = isSecure && generation === 'v2' ? '15671' : '15672';
  const port = given ? given.port || usual : (section.port ?? usual);
  // v2's prefix ends in /api, v1's stands before it.
  const prefix = (section.path_prefix ?? '')
    .replace(/\/+$/, '')
    .replace(generation === 'v2' ? /\/?api$/ : /$^/, '')
    .replace(/\/+$/, '');
  return `${isSecure ? 'https' : 'http'}://${host}:${port}${prefix && !prefix.startsWith('/') ? '/' : ''}${prefix}`;
}

function tryUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  vhost: 'use --vhost',
  virtual_host: 'use --vhost',
  declare_vhost: 'use --vhost',
  ssl_insecure: 'certificates are always verified; give ca',
  ssl_disable_hostname_verification: 'certificates are always verified; give server_name',
  request_timeout: 'use timeout',
  format: 'use --formatter',
  table_style: 'use --formatter',
};

/** What becomes a setting of ours. */
const taken: ReadonlySet<string> = new Set([
  ...['hostname', 'port', 'path_prefix', 'base_uri', 'scheme', 'ssl', 'tls', 'username', 'password'],
  ...Object.values(files).flat(),
]);

function notTaken(section: Section): string[] {
  const lines = Object.keys(reasons).flatMap((key) =>
    section[key] === undefined || section[key] === 'False'
      ? []
      : [`# Not taken over: ${key} = ${JSON.stringify(section[key])} (${reasons[key]}).`],
  );
  // Of a value that nobody here knows it may be a secret.
  const unknown = Object.keys(section).filter((key) => !taken.has(key) && reasons[key] === undefined);
  return [...lines, ...unknown.map((key) => `# Not taken over: ${key.replaceAll(/[^\w-]/g, '?')} (not known here).`)];
}
