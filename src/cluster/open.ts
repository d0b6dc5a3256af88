import type { ManagementApi } from '../api/management-api.js';
import { getOverview, identity } from '../api/overview.js';
import { DataError } from '../errors.js';
import { askVersion } from './ask-version.js';
import { BrokerNode, type RunShared } from './broker-node.js';
import type { Cluster, Node, NodeVersion } from './cluster.js';
import { milliseconds } from './connections.js';
import { FailoverApi } from './failover-api.js';
import { memberNames, membersByTool } from './members.js';
import { isFullName, matchingNode } from './node-name.js';
import type { NodeSettings } from './node-settings.js';
import { ownVersion } from './own-facts.js';
import { Passwords } from './passwords.js';
import type { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';
import { Tokens } from './tokens.js';

export type { Surroundings } from './surroundings.js';

/** The cluster that settings describe. Connects to nothing, loads neither the HTTP nor the SSH client. */
export function openCluster(settings: Settings, surroundings: Surroundings): Cluster {
  return new ConfiguredCluster(settings, surroundings);
}

class ConfiguredCluster implements Cluster {
  readonly name: string;
  readonly nodes: readonly BrokerNode[];
  readonly api: ManagementApi;
  readonly #settings: Settings;
  readonly #surroundings: Surroundings;
  readonly #shared: RunShared;
  /** Made for members that settings do not name; one object a node, so that its connection is shared. */
  readonly #found = new Map<string, BrokerNode>();
  /** Undefined with -n: then no other node answers. */
  readonly #failover: FailoverApi | undefined;
  #version: Promise<NodeVersion> | undefined;

  constructor(settings: Settings, surroundings: Surroundings) {
    this.name = settings.cluster.value;
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#shared = {
      apiOnly: settings.apiOnly.value,
      timeout: settings.timeout.value,
      passwords: new Passwords(surroundings),
      tokens: new Tokens(surroundings),
    };
    this.nodes = settings.nodes.map((node) => this.#open(node));
    this.#failover = settings.nodeGiven ? undefined : this.#failingOver();
    this.api = this.#failover ?? this.#target.api;
  }

  async target(): Promise<Node> {
    await this.#target.learnName();
    return this.#target;
  }

  async answering(): Promise<Node> {
    const api = this.#failover?.answering;
    const node = [...this.nodes, ...this.#found.values()].find((candidate) => candidate.address === api);
    if (node === undefined) return this.target();
    await node.learnName();
    return node;
  }

  version(): Promise<NodeVersion> {
    this.#version ??= this.#askVersion().catch((error: unknown) => {
      this.#version = undefined;
      throw error;
    });
    return this.#version;
  }

  async members(): Promise<readonly Node[]> {
    const names = await memberNames(this.api, this.#shared.apiOnly ? undefined : () => this.#membersByTools());
    // A node known by its address alone is one of them: it must not be made a second time.
    if (this.#settings.nodes[0].name.value === undefined) await this.target();
    return names.map((name) => this.#member(name));
  }

  async named(names: readonly string[]): Promise<readonly Node[]> {
    const found = new Set<Node>();
    for (const name of names) found.add(await this.#named(name));
    return [...found];
  }

  async close(): Promise<void> {
    await this.api.close();
    await Promise.all([...this.nodes, ...this.#found.values()].map((node) => node.close()));
  }

  get #target(): BrokerNode {
    return this.nodes[0] ?? this.#open(this.#settings.nodes[0]);
  }

  async #named(name: string): Promise<Node> {
    const listed = matchingNode(name, nodeNames(this.nodes), true) ?? (isFullName(name) ? name : undefined);
    if (listed !== undefined) return this.#member(listed);
    const members = nodeNames(await this.members());
    const found = matchingNode(name, members, true);
    if (found !== undefined) return this.#member(found);
    throw new DataError(`no member of ${this.name} is called '${name}'`, { hint: `It has ${members.join(', ')}.` });
  }

  /** All are asked at once: one that is down is not to be waited for. Where nobody answers, the nodes of the config file. */
  async #membersByTools(): Promise<readonly string[]> {
    const asked = this.nodes.map(async (node) => {
      await node.learnName();
      return membersByTool(node);
    });
    try {
      return await Promise.any(asked);
    } catch (failures) {
      const [failure] = (failures as AggregateError).errors;
      if (this.nodes.length < 2) throw failure;
      this.#surroundings.warn(
        `No node tells the members of ${this.name} (${failure instanceof Error ? failure.message : failure}): taking the ${this.nodes.length} that the config file names`,
      );
      return nodeNames(this.nodes);
    }
  }

  #askVersion(): Promise<NodeVersion> {
    const api = this.#failover;
    if (api === undefined) return this.#target.version();
    // Not `target.version()`: it would ask over HTTP once more.
    const own = async () => ownVersion(await this.target());
    return askVersion(() => getOverview(api, identity), this.#shared.apiOnly ? undefined : own);
  }

  #open(settings: NodeSettings): BrokerNode {
    return new BrokerNode(settings, this.#surroundings, this.#shared);
  }

  #member(name: string): BrokerNode {
    const known = this.nodes.find((node) => node.name === name) ?? this.#found.get(name);
    if (known) return known;
    const member = this.#open(this.#settings.forMember(name));
    this.#found.set(name, member);
    return member;
  }

  #failingOver(): FailoverApi {
    const candidate = (node: BrokerNode) => ({ name: node.name, api: node.address });
    return new FailoverApi({
      name: this.name,
      candidates: this.nodes.map(candidate),
      discover: async (api) => {
        const unnamed = this.nodes.some((node) => !node.name.includes('@'));
        // Whoever answers at an address is one of the members; which one is not worth a request.
        if (unnamed) return [];
        return (await memberNames(api)).map((name) => candidate(this.#member(name)));
      },
      warn: this.#surroundings.warn,
      deadline: milliseconds(this.#shared.timeout),
    });
  }
}

const nodeNames = (nodes: readonly Node[]): readonly string[] => nodes.map(({ name }) => name);
