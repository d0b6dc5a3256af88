import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { allNames, type Names, namesBeginning } from '../api/names.js';
import type { NodeSettings } from './node-settings.js';
import { openCluster } from './open.js';
import type { Environment } from './outer-layers.js';
import { cacheFolder, readPrivate, writePrivate } from './private-file.js';
import type { Settings } from './settings.js';

/** What has names that a cluster knows. */
export type NameKind = 'queue' | 'exchange' | 'vhost' | 'user' | 'policy' | 'operator-policy' | 'node' | 'feature-flag';

/** What is looked for: in which virtual host, and what was typed of it. */
export interface Wanted {
  readonly kind: NameKind;
  readonly vhost: string;
  readonly beginning: string;
}

/** As it is kept between two TABs. */
interface Kept extends Names {
  /** What those names begin with. */
  readonly beginning: string;
  /** ms since 1970. */
  readonly at: number;
  /** Nobody answered: then nobody is asked again at once. */
  readonly failed?: true;
}

/** ms: for so long names are taken from the file; a cluster that does not answer is left alone for the second time. */
const freshFor = 30_000;
const leftAloneFor = 10_000;
/** ms: longer than this nobody waits for a prompt. */
const deadline = 1_000;

/**
 * The names that begin with a word, from a file of the last half minute or from the cluster: [] when it does not answer in
 * a second, refuses, or when the login would have to be typed. Nobody is asked anything, nothing is printed.
 */
export async function liveNames(wanted: Wanted, settings: Settings, env: Environment): Promise<readonly string[]> {
  const file = cacheFile(wanted, settings, env);
  const kept = await read(file);
  if (kept !== undefined && serves(kept, wanted)) return kept.names;
  if (!settings.nodes.every(logsInAlone)) return [];
  const names = await asked(wanted, settings, env);
  const at = Date.now();
  const stale = { names: kept?.names ?? [], beginning: kept?.beginning ?? '', complete: kept?.complete ?? false };
  const next: Kept =
    names === undefined ? { ...stale, at, failed: true } : { ...names, beginning: beginningOf(wanted), at };
  // Where nothing can be kept, the next TAB asks again.
  await writePrivate(file, JSON.stringify(next)).catch(() => {});
  return next.names;
}

function serves({ at, beginning, complete, failed }: Kept, wanted: Wanted): boolean {
  const age = Date.now() - at;
  if (failed) return age >= 0 && age < leftAloneFor;
  const holds = complete ? wanted.beginning.startsWith(beginning) : wanted.beginning === beginning;
  return holds && age >= 0 && age < freshFor;
}

async function asked(wanted: Wanted, settings: Settings, env: Environment): Promise<Names | undefined> {
  const signal = AbortSignal.timeout(deadline);
  const cluster = openCluster(settings, { env, signal, warn: () => {} });
  try {
    const { kind, vhost, beginning } = wanted;
    if (kind === 'queue' || kind === 'exchange') return await namesBeginning(cluster.api, `${kind}s`, vhost, beginning);
    if (kind === 'policy') return await allNames(cluster.api, 'policies', vhost);
    if (kind === 'operator-policy') return await allNames(cluster.api, 'operator-policies', vhost);
    return await allNames(cluster.api, `${kind}s`);
  } catch {
    // Down, slow, or refused: at a prompt that is the same, and whoever runs the command is told.
    return undefined;
  } finally {
    await cluster.close();
  }
}

/** A command or a person that gives the password might be a window that opens while somebody types. */
function logsInAlone({ api: { password, token, tunnel } }: NodeSettings): boolean {
  const { value: source } = token;
  if (tunnel.value) return false;
  if (source === undefined) return ['text', 'file', 'environment'].includes(password.value.from);
  return source.from !== 'command' && (source.from !== 'oauth' || source.client.clientSecret?.from !== 'command');
}

/** Only what is asked for by its beginning depends on it. */
const beginningOf = ({ kind, beginning }: Wanted): string => (kind === 'queue' || kind === 'exchange' ? beginning : '');

function cacheFile({ kind, vhost }: Wanted, settings: Settings, env: Environment): string {
  const inVhost = ['queue', 'exchange', 'policy', 'operator-policy'].includes(kind);
  const nodes = settings.nodes.map(({ api }) => [api.url.value, api.username.value, api.token.value ?? '']);
  const facts = JSON.stringify([settings.cluster.value, nodes, kind, inVhost ? vhost : '']);
  return join(cacheFolder(env), 'names', `${createHash('sha256').update(facts).digest('hex').slice(0, 32)}.json`);
}

async function read(file: string): Promise<Kept | undefined> {
  try {
    const { names, beginning, complete, at, failed } = JSON.parse((await readPrivate(file)) ?? '{}') as Partial<Kept>;
    if (!Array.isArray(names) || typeof at !== 'number' || typeof beginning !== 'string') return undefined;
    return { names, beginning, complete: complete === true, at, ...(failed === true && { failed }) };
  } catch {
    // None yet, or damaged: it is made anew.
    return undefined;
  }
}
