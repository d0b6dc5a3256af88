import type { ManagementApi } from '../api/management-api.js';
import { BrokerNode, type RunLimits } from './broker-node.js';
import type { Cluster, Node } from './cluster.js';
import { FailoverApi } from './failover-api.js';
import { memberNames, membersByTool } from './members.js';
import type { NodeSettings } from './node-settings.js';
import type { Settings } from './settings.js';
import type { Surroundings } from './surroundings.js';

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
  readonly #limits: RunLimits;
  /** Made for members that settings do not name; one object a node, so that its connection is shared. */
  readonly #found = new Map<string, BrokerNode>();

  constructor(settings: Settings, surroundings: Surroundings) {
    this.name = settings.cluster.value;
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#limits = { apiOnly: settings.apiOnly.value, timeout: settings.timeout.value };
    this.nodes = settings.nodes.map((node) => this.#open(node));
    this.api = settings.nodeGiven ? this.#target.api : this.#failover();
  }

  async target(): Promise<Node> {
    await this.#target.learnName();
    return this.#target;
  }

  async members(): Promise<readonly Node[]> {
    const names = await memberNames(
      this.api,
      this.#limits.apiOnly ? undefined : async () => membersByTool(await this.target()),
    );
    // A node known by its address alone is one of them: it must not be made a second time.
    if (this.#settings.nodes[0].name.value === undefined) await this.target();
    return names.map((name) => this.#member(name));
  }

  async close(): Promise<void> {
    await this.api.close();
    await Promise.all([...this.nodes, ...this.#found.values()].map((node) => node.close()));
  }

  get #target(): BrokerNode {
    return this.nodes[0] ?? this.#open(this.#settings.nodes[0]);
  }

  #open(settings: NodeSettings): BrokerNode {
    return new BrokerNode(settings, this.#surroundings, this.#limits);
  }

  #member(name: string): BrokerNode {
    const known = this.nodes.find((node) => node.name === name) ?? this.#found.get(name);
    if (known) return known;
    const member = this.#open(this.#settings.forMember(name));
    this.#found.set(name, member);
    return member;
  }

  #failover(): ManagementApi {
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
    });
  }
}
