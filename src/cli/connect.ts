import type { Cluster } from '../cluster/cluster.js';
import { readConfig } from '../cluster/config-file.js';
import { thisMachine } from '../cluster/machine.js';
import { openCluster } from '../cluster/open.js';
import { resolveSettings, type Settings } from '../cluster/settings.js';
import { UsageError } from '../errors.js';
import type { AnyDefinition } from './command.js';
import { namedNodes, onManyNodes } from './many-nodes.js';
import type { Outside } from './outside.js';
import type { Input } from './parse.js';
import type { Terminal } from './terminal.js';

/** Settings and the cluster they describe; connects to nothing yet. Throws ConfigError, UsageError and DataError. */
export async function connect(
  definition: AnyDefinition,
  name: string,
  input: Input,
  outside: Outside,
  terminal: Terminal,
): Promise<{ readonly settings: Settings; readonly cluster: Cluster }> {
  const { flags } = input;
  const config = await readConfig(flags, outside.env);
  const machine =
    outside.machine ?? (await thisMachine(flags.longnames ?? outside.env.RABBITMQ_USE_LONGNAME === 'true'));
  const settings = resolveSettings({
    flags: { ...flags, nodes: namedNodes(definition, flags) },
    env: outside.env,
    config,
    machine,
    ...(definition.timeout === undefined ? {} : { commandTimeout: definition.timeout }),
  });
  requireNode(definition, name, input, settings);
  for (const warning of settings.warnings) terminal.note(warning);
  // Before anything else reads stdin: a command may want the next line for itself.
  const firstLine = flags['password-stdin'] ? terminal.nextLine() : undefined;
  const cluster = openCluster(settings, {
    env: outside.env,
    signal: definition.stopsInOrder === true ? later(outside.signal, 30_000) : outside.signal,
    warn: (line) => terminal.note(line),
    readFirstLine: async () => (await firstLine) ?? '',
    ...(terminal.interactive ? { askSecret: (prompt: string) => terminal.readSecret(prompt) } : {}),
    ...(input.flags.debug ? { debug: (line: string) => terminal.note(line) } : {}),
  });
  return { settings, cluster };
}

/** The same for another cluster of the config file, or the one of a node: an address or a login that was typed is not for that. */
export async function connectElsewhere(
  definition: AnyDefinition,
  name: string,
  input: Input,
  outside: Outside,
  terminal: Terminal,
  asked: { readonly cluster: string | undefined; readonly node: string | undefined },
): Promise<Cluster> {
  const login = {
    ...{ username: undefined, 'password-file': undefined, 'password-stdin': false },
    ...{ 'token-file': undefined, cert: undefined, key: undefined },
  };
  const flags = { ...input.flags, url: undefined, ssh: undefined, ...login, ...asked };
  return (await connect(definition, name, { ...input, flags }, outside, terminal)).cluster;
}

/** Aborted so many ms after the other one. A second Ctrl-C ends the process anyway. */
function later(signal: AbortSignal, ms: number): AbortSignal {
  const controller = new AbortController();
  signal.addEventListener('abort', () => setTimeout(() => controller.abort(), ms).unref(), { once: true });
  return controller.signal;
}

/**
 * What changes a node must name it, but for the node of this machine or of one named by --ssh: a cluster has more members than a config file lists,
 * and a balancer's address is any of them. What only looks takes the first node, or all with --all-nodes.
 */
function requireNode(definition: AnyDefinition, name: string, { flags }: Input, settings: Settings): void {
  const onlyLooks = definition.allNodes === true && definition.tool !== undefined && definition.changes !== true;
  if (definition.about !== 'node' || onlyLooks || onManyNodes(definition, flags) || settings.nodeGiven) return;
  const names = settings.nodes.flatMap((node) => node.name.value ?? []);
  const { host } = settings.nodes[0].ssh;
  const machineNamed = ['flag --ssh', 'environment RABBITCTL_SSH'].includes(host.origin);
  if (names.length < 2 && (host.value === undefined || machineNamed)) return;
  throw new UsageError(`${name} is about one node, and none is named`, {
    hint: names.length === 0 ? 'Say which with -n.' : `Say which with -n: ${names.join(', ')}.`,
  });
}
