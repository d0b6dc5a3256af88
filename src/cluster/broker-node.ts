import type { ManagementApi } from '../api/management-api.js';
import type { Host } from '../ssh/host.js';
import { apiOnlyHost } from './api-only-host.js';
import { askVersion } from './ask-version.js';
import type { Node, NodeVersion } from './cluster.js';
import { apiOpener, hostOfNode, type Logins } from './connections.js';
import { httpCannotAnswer } from './http-cannot-answer.js';
import { shortHost } from './node-name.js';
import type { NodeSettings } from './node-settings.js';
import { ownListeners, ownName, ownVersion } from './own-facts.js';
import { PinnedApi } from './pinned-api.js';
import type { Surroundings } from './surroundings.js';

/** What all nodes of a run have in common. */
export interface RunShared extends Logins {
  readonly apiOnly: boolean;
  /** Seconds for a whole request. */
  readonly timeout: number | undefined;
}

/** A node made of its settings. Connects to nothing before it is used. */
export class BrokerNode implements Node {
  readonly host: Host;
  readonly sudo: boolean | undefined;
  /** Whoever answers at this node's address: enough for what any member can say. */
  readonly address: ManagementApi;
  readonly api: PinnedApi;
  readonly #shared: RunShared;
  #name: string | undefined;
  #version: Promise<NodeVersion> | undefined;

  constructor(settings: NodeSettings, surroundings: Surroundings, shared: RunShared) {
    this.#name = settings.name.value;
    this.#shared = shared;
    this.sudo = settings.ssh.sudo.value;
    const host = hostOfNode(settings, surroundings);
    this.host = shared.apiOnly ? apiOnlyHost(host) : host;
    const open = apiOpener(settings, this.host, surroundings, shared);
    this.address = open(settings.api.url.value);
    this.api = new PinnedApi({
      name: settings.name.value,
      api: this.address,
      open,
      fixed: settings.api.fixed,
      ...(!shared.apiOnly && { ownListeners: () => ownListeners(this) }),
    });
  }

  get name(): string {
    return this.#name ?? this.address.url;
  }

  /** Asks for the name where only an address is known: HTTP, else the machine's own tools; else it is the usual one. */
  async learnName(): Promise<string> {
    this.#name ??= (await this.#answeringName()) ?? `rabbit@${shortHost(new URL(this.address.url).hostname)}`;
    return this.#name;
  }

  version(): Promise<NodeVersion> {
    this.#version ??= this.#askVersion().catch((error: unknown) => {
      this.#version = undefined;
      throw error;
    });
    return this.#version;
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.host.close();
  }

  async #answeringName(): Promise<string | undefined> {
    try {
      return (await this.api.overview()).node;
    } catch (error) {
      if (!httpCannotAnswer(error) || this.#shared.apiOnly) throw error;
      // Whatever keeps us from the machine is told by the command that then tries to use it.
      return ownName(this).catch(() => undefined);
    }
  }

  #askVersion(): Promise<NodeVersion> {
    const own = async () => {
      await this.learnName();
      return ownVersion(this);
    };
    return askVersion(() => this.api.overview(), this.#shared.apiOnly ? undefined : own);
  }
}
