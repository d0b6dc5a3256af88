import { ConfigError, DataError } from '../errors.js';
import { byLikeness, nearest } from '../nearest.js';
import type { ClusterEntry, Config } from './config.js';
import type { Layer, Setting } from './layer.js';
import { completeNodeName, hostOf, isThisMachine, type Machine, matchingNode } from './node-name.js';
import type { Environment, SettingsFlags } from './outer-layers.js';

/** Which cluster entry and which node a command line is about. */
export interface Choice {
  readonly entry?: ClusterEntry;
  readonly entryOrigin?: string;
  /** Full name; absent when nobody named one. */
  readonly node?: Setting<string>;
}

/**
 * `-C` or RABBITCTL_CLUSTER names the entry; else the node given, or one of those of --nodes, is looked for in every entry; else `default` of the
 * file stands. An address (--url, but for -C beside it) or a local node that was given by itself has no entry: its password
 * is not for those.
 * ConfigError for an unknown cluster, DataError for a bad node name or one that two clusters have.
 */
export function choose(
  flags: SettingsFlags,
  env: Environment,
  config: Config,
  machine: Machine,
  outer: readonly Layer[],
): Choice {
  const longnames =
    outer.map((layer) => layer.general.longnames).find((setting) => setting !== undefined)?.value ?? false;
  // An address typed by hand is stronger than the environment's cluster, whose password is not for it.
  const named = flags.url !== undefined && flags.cluster === undefined ? undefined : namedCluster(flags, env, config);
  const addressed = outer.some((layer) => layer.api.url !== undefined);
  const given = givenNode(flags, env, named !== undefined || addressed);
  const complete = (name: string): string => completeNodeName(name, machine, longnames);

  if (named) {
    if (given === undefined) return named;
    return { ...named, node: { ...given, value: memberOf(named.entry, given.value, complete) } };
  }
  const fallback = defaultCluster(config);
  if (given === undefined) return (!addressed && (entryOfSome(flags.nodes, config, fallback?.entry) ?? fallback)) || {};
  const listed = addressed ? undefined : entryWith(given.value, config, fallback?.entry);
  if (listed) return { ...listed, node: { ...given, value: listed.node } };
  const node = { ...given, value: complete(given.value) };
  const local = isThisMachine(hostOf(node.value), machine);
  return addressed || local || fallback === undefined ? { node } : { ...fallback, node };
}

function namedCluster(flags: SettingsFlags, env: Environment, config: Config) {
  if (flags.cluster !== undefined) return entryCalled(flags.cluster, 'flag --cluster', config);
  const name = env.RABBITCTL_CLUSTER;
  return name ? entryCalled(name, 'environment RABBITCTL_CLUSTER', config) : undefined;
}

function defaultCluster(config: Config) {
  return config.default && entryCalled(config.default.value, config.default.origin, config);
}

/**
 * The entry that lists the node: by its whole name, else by a part of it; of several the default cluster.
 * Throws DataError for several without it: which one is meant decides whose node is touched.
 */
function entryWith(name: string, config: Config, fallback: ClusterEntry | undefined) {
  const exact = [...config.clusters.values()].filter((entry) => entry.nodes.includes(name));
  const matches = (exact.length > 0 ? exact : [...config.clusters.values()]).flatMap((entry) => {
    // `-n rabbit` by itself is the local node, as for rabbitmqctl.
    const node = matchingNode(name, entry.nodes, name !== 'rabbit');
    return node === undefined ? [] : [{ entry, entryOrigin: entry.origin, node }];
  });
  const [first, second] = matches;
  if (second === undefined) return first;
  const standard = matches.find(({ entry }) => entry === fallback);
  if (standard) return standard;
  throw new DataError(
    `'${name}' may be ${matches.map(({ entry, node }) => `${node} of ${entry.name}`).join(' or ')}. Add -C CLUSTER`,
  );
}

/** The entry of the first of these that one lists. Throws DataError as `entryWith` does. */
function entryOfSome(names: readonly string[] = [], config: Config, fallback: ClusterEntry | undefined) {
  for (const name of names) {
    const listed = entryWith(name, config, fallback);
    if (listed) return { entry: listed.entry, entryOrigin: listed.entryOrigin };
  }
  return undefined;
}

function givenNode(flags: SettingsFlags, env: Environment, elsewhere: boolean): Setting<string> | undefined {
  if (flags.node !== undefined) return { value: flags.node, origin: 'flag --node' };
  if (env.RABBITCTL_NODE) return { value: env.RABBITCTL_NODE, origin: 'environment RABBITCTL_NODE' };
  // Theirs names the node of this machine: it says nothing once a cluster or an address is chosen.
  if (env.RABBITMQ_NODENAME && !elsewhere)
    return { value: env.RABBITMQ_NODENAME, origin: 'environment RABBITMQ_NODENAME' };
  return undefined;
}

function memberOf(entry: ClusterEntry, name: string, complete: (name: string) => string): string {
  const match = matchingNode(name, entry.nodes, true);
  if (match !== undefined) return match;
  // Completed with our own host name it would be no member of a cluster elsewhere.
  if (!name.includes('@') && entry.nodes.length > 0) {
    throw new DataError(`no node of ${entry.name} is called '${name}'`, {
      hint: `It has ${entry.nodes.join(', ')}. Give the full name of a node that is not listed.`,
    });
  }
  return complete(name);
}

function entryCalled(name: string, origin: string, config: Config): { entry: ClusterEntry; entryOrigin: string } {
  const entry = config.clusters.get(name);
  if (entry) return { entry, entryOrigin: origin };
  const names = byLikeness(name, config.clusters.keys());
  const meant = nearest(name, names);
  const where = config.file ?? 'the config file (there is none)';
  throw new ConfigError(`there is no cluster '${name}' in ${where}`, {
    hint:
      names.length === 0
        ? 'No cluster is configured.'
        : `${meant ? `Did you mean ${meant}? ` : ''}Known: ${names.join(', ')}.`,
  });
}
