import type { Config } from '../../cluster/config.js';
import { readConfig } from '../../cluster/config-file.js';
import { liveNames } from '../../cluster/live-names.js';
import { thisMachine } from '../../cluster/machine.js';
import type { SettingsFlags } from '../../cluster/outer-layers.js';
import { resolveSettings } from '../../cluster/settings.js';
import type { Outside } from '../outside.js';
import { beginningWith, type Candidates, noCandidates } from './candidates.js';
import type { Given } from './given.js';
import type { Source } from './sources.js';

interface Around {
  readonly parsed: Given;
  readonly outside: Outside;
  /** Words of a list that stand there already. */
  readonly taken: readonly string[];
}

/** What a source has that begins with `typed`; of a list with commas the last part is completed. */
export async function candidatesOf(source: Source, typed: string, around: Around): Promise<Candidates> {
  if (source.from === 'nowhere') return noCandidates;
  if (source.from === 'names') return beginningWith(typed, await namesFor(source.kind, typed, around));
  if (source.from !== 'words') return { found: [], files: source.from };
  const comma = typed.lastIndexOf(',') + 1;
  const earlier = typed.slice(0, comma);
  const left = source.words.filter((word) => !around.taken.includes(word));
  return beginningWith(
    typed,
    left.map((word) => `${earlier}${word}`),
  );
}

async function namesFor(
  kind: Extract<Source, { from: 'names' }>['kind'],
  typed: string,
  { parsed, outside }: Around,
): Promise<readonly string[]> {
  const flags = settingsFlags(parsed.flags);
  const config = await readConfig(flags, outside.env);
  if (kind === 'cluster') return [...config.clusters.keys()];
  const comma = kind === 'node' ? typed.lastIndexOf(',') + 1 : 0;
  const wanted = { kind, vhost: parsed.flags.get('vhost') ?? '/', beginning: typed.slice(comma) };
  // The node that is being typed is not the one to ask.
  const { node: _, ...others } = flags;
  const settings = resolveSettings({
    flags: kind === 'node' ? others : flags,
    env: outside.env,
    config,
    machine: outside.machine ?? (await thisMachine(false)),
  });
  const live = await liveNames(wanted, settings, outside.env);
  if (kind !== 'node') return live;
  return [...configuredNodes(config, flags), ...live].map((node) => `${typed.slice(0, comma)}${node}`);
}

/** Of the cluster that is named, else of all. */
function configuredNodes({ clusters }: Config, { cluster }: SettingsFlags): readonly string[] {
  const entries = [...clusters.values()].filter(({ name }) => cluster === undefined || name === cluster);
  return entries.flatMap(({ nodes }) => nodes);
}

function settingsFlags(flags: ReadonlyMap<string, string>): SettingsFlags {
  const values = ['node', 'cluster', 'config', 'url', 'username', 'password-file', 'token-file', 'ssh', 'ca', 'cert'];
  const given = [...values, 'key', 'server-name'].flatMap((name) => {
    const value = flags.get(name);
    return value === undefined || value === '' ? [] : [[name, value.replace(/^~(?=\/)/, process.env.HOME ?? '~')]];
  });
  return { ...Object.fromEntries(given), ...(flags.has('tunnel') && { tunnel: true }) };
}
