import { choose } from './choice.js';
import type { ClusterEntry, Config } from './config.js';
import type { HealthValues, Known, Layer, Setting } from './layer.js';
import { completeNodeName, isThisMachine, type Machine } from './node-name.js';
import { builtIn, first, type NodeSettings, nodeSettings } from './node-settings.js';
import { type Environment, environmentLayer, flagLayer, type SettingsFlags } from './outer-layers.js';

export type { Setting } from './layer.js';
export type { Machine } from './node-name.js';
export type { NodeSettings } from './node-settings.js';
export type { Environment, SettingsFlags } from './outer-layers.js';

/** Everything that decides where a run goes, each value with its origin. */
export interface Settings {
  /** The entry of the config file, else the node's name, else its URL. */
  readonly cluster: Setting<string>;
  /** In order of preference; the first is the one that a command about a node is about. */
  readonly nodes: readonly [NodeSettings, ...NodeSettings[]];
  /** A node was asked for by name: then no other one answers for it. */
  readonly nodeGiven: boolean;
  /** Never use SSH. */
  readonly apiOnly: Setting<boolean>;
  /** Seconds; undefined is without limit. */
  readonly timeout: Setting<number | undefined>;
  readonly longnames: Setting<boolean>;
  /** What the config file says that `health` judges by. */
  readonly health: Known<HealthValues>;
  /** The config file that was read. */
  readonly config: Setting<string | undefined>;
  /** Settings of a member that nobody configured, made like those of the others. */
  readonly forMember: (name: string) => NodeSettings;
  /** Lines for stderr. */
  readonly warnings: readonly string[];
}

export interface SettingsInput {
  readonly flags: SettingsFlags;
  readonly env: Environment;
  readonly config: Config;
  readonly machine: Machine;
  /** Seconds that the command gives itself where nothing else says. */
  readonly commandTimeout?: number | undefined;
}

/**
 * Flags over environment over cluster entry (a node's own part first) over [defaults] over built in. Touches nothing.
 * Throws UsageError (flags), DataError (node name), ConfigError (unknown cluster, unreadable variable).
 */
export function resolveSettings({ flags, env, config, machine, commandTimeout }: SettingsInput): Settings {
  const outer = [flagLayer(flags), environmentLayer(env)];
  const { entry, entryOrigin, node } = choose(flags, env, config, machine, outer);
  const shared = entry ? [entry.layer, config.defaults] : [config.defaults];
  const general = [...outer, ...shared].map((layer) => layer.general);
  const longnames = first(general, 'longnames') ?? builtIn(false);
  const target =
    targetName(entry, node, outer, shared) ?? builtIn(completeNodeName('rabbit', machine, longnames.value));

  const settingsOf = (name: Setting<string | undefined>): NodeSettings => {
    const override = name.value === undefined ? undefined : entry?.overrides.get(name.value);
    const isTarget = name.value === target.value;
    const given = isTarget ? outer : outer.map((layer) => forOthers(layer, machine));
    const own = override ? [...given, override] : given;
    const fixed = [...(isTarget ? outer : []), ...(override ? [override] : [])].some(namesAddress);
    return nodeSettings(name, { fixed, own, shared }, machine, env);
  };
  const others = node === undefined && target.value !== undefined ? (entry?.nodes.slice(1) ?? []) : [];
  const chosen = settingsOf(target);
  return {
    cluster: entry
      ? { value: entry.name, origin: entryOrigin ?? entry.origin }
      : { value: target.value ?? chosen.api.url.value, origin: target.origin },
    nodes: [chosen, ...others.map((name) => settingsOf({ value: name, origin: target.origin }))],
    nodeGiven: node !== undefined,
    apiOnly: first(general, 'apiOnly') ?? builtIn(false),
    timeout:
      first(general, 'timeout') ??
      (commandTimeout === undefined ? builtIn(undefined) : { value: commandTimeout, origin: 'default of the command' }),
    longnames,
    health: { ...config.defaults.health, ...entry?.layer.health },
    config: { value: config.file, origin: configOrigin(flags, env) },
    forMember: (name) => settingsOf({ value: name, origin: 'named by the cluster' }),
    warnings: [...config.warnings, ...overruled(entry, flags, outer)],
  };
}

/** `value: undefined` is whoever answers at the address that was given; undefined is the node of this machine. */
function targetName(
  entry: ClusterEntry | undefined,
  node: Setting<string> | undefined,
  outer: readonly Layer[],
  shared: readonly Layer[],
): Setting<string | undefined> | undefined {
  if (node) return node;
  const address = outer.map((layer) => layer.api.url).find((url) => url !== undefined && !url.value.includes('{host}'));
  if (address) return { value: undefined, origin: address.origin };
  if (entry?.nodes[0] !== undefined) return { value: entry.nodes[0], origin: entry.origin };
  const place = [...outer, ...shared]
    .map((layer) => layer.api.url ?? layer.ssh.host)
    .find((setting) => setting !== undefined);
  return place && { value: undefined, origin: place.origin };
}

/** --url and --ssh are about one node. Its neighbours are reached alike: same scheme, port and user, at their own host. */
function forOthers(layer: Layer, machine: Machine): Layer {
  const { host: _, port: __, ...ssh } = layer.ssh;
  const url = layer.api.url;
  if (url === undefined || url.value.includes('{host}')) return { ...layer, ssh };
  const host = new URL(url.value).hostname;
  const { url: _url, ...api } = layer.api;
  // Nodes on one machine, or forwarded ports: the address stays, only the port differs.
  const template = isThisMachine(host, machine) ? url.value : url.value.replace(host, '{host}');
  return { ...layer, ssh, api: { ...api, url: { value: template, origin: url.origin } } };
}

/** A variable left over from other work must not silently turn `-C prod` into another broker. */
function overruled(entry: ClusterEntry | undefined, flags: SettingsFlags, [given, env]: readonly Layer[]): string[] {
  if (entry === undefined || flags.cluster === undefined) return [];
  const overrules = [
    given?.api.url === undefined ? env?.api.url : undefined,
    given?.ssh.host === undefined ? env?.ssh.host : undefined,
  ];
  return overrules.flatMap((setting) =>
    setting ? [`${setting.origin} (${setting.value}) stands in the place of what ${entry.name} says`] : [],
  );
}

const namesAddress = ({ api }: Layer): boolean =>
  api.port !== undefined || (api.url !== undefined && !api.url.value.includes('{host}'));

function configOrigin(flags: SettingsFlags, env: Environment): string {
  if (flags.config !== undefined) return 'flag --config';
  return env.RABBITCTL_CONFIG ? 'environment RABBITCTL_CONFIG' : 'built in';
}
