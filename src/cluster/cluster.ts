import type { ManagementApi } from '../api/management-api.js';
import type { Host } from '../ssh/host.js';

export interface NodeVersion {
  /** `3.10.8`. */
  readonly rabbitmq: string;
  /** `25.2.3`. */
  readonly erlang: string;
}

/** One broker node: what it answers over HTTP, and the machine it runs on. Both connect on first use. */
export interface Node {
  /** `rabbit@mq1`. Of a node known by its address alone, that address until `Cluster.target()` has asked for the name. */
  readonly name: string;
  /** This node's own listener; its first request makes sure that this very node answers there. */
  readonly api: ManagementApi;
  /** Whoever answers at this node's address: enough for what any member can say, and asked without looking who it is. */
  readonly address: ManagementApi;
  readonly host: Host;
  /** Whether the node's own tools are run through sudo; undefined: as that machine needs it. */
  readonly sudo: boolean | undefined;
  /** Asked once, remembered for the run. */
  version(): Promise<NodeVersion>;
}

export interface Cluster {
  /** The entry of the config file, or the node's name where there is none. */
  readonly name: string;
  /** The nodes that settings name; at least one. `members()` asks the cluster for all of them. */
  readonly nodes: readonly Node[];
  /** Whichever node answers: reads go to the next one when a node does not, with a line on stderr. */
  readonly api: ManagementApi;
  /** The node that a command is about: -n, else the first that settings name, else whoever answers at --url. Its name is known. */
  target(): Promise<Node>;
  /** The node that answered `api` last in this run, for what is about no node; `target()` while none has, and with -n. */
  answering(): Promise<Node>;
  /**
   * The version, for commands that are not about one node: of whichever answers `api`; where none does, or guest is only
   * our default and refused, the target's own tool tells it. Asked once, remembered for the run. Throws what `api` throws,
   * or the tool's failure.
   */
  version(): Promise<NodeVersion>;
  /** Every member that the cluster itself names, running or not. */
  members(): Promise<readonly Node[]>;
  /** Members by their names, or by a part of one that no other has: `mq2`. Throws DataError where there is none such. */
  named(names: readonly string[]): Promise<readonly Node[]>;
  close(): Promise<void>;
}
