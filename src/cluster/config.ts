import { emptyLayer, type Layer } from './layer.js';

/** `[clusters.NAME]` of the config file. */
export interface ClusterEntry {
  readonly name: string;
  /** `clusters.prod in FILE:7`. */
  readonly origin: string;
  /** In the order of the file; empty when the entry names none. */
  readonly nodes: readonly string[];
  readonly layer: Layer;
  /** `[clusters.NAME.node."rabbit@mq3"]`, by the node's name. */
  readonly overrides: ReadonlyMap<string, Layer>;
}

/** The config file, read and checked; without a file, empty. */
export interface Config {
  readonly file?: string;
  readonly default?: { readonly value: string; readonly origin: string };
  readonly defaults: Layer;
  readonly clusters: ReadonlyMap<string, ClusterEntry>;
  /** Lines for stderr. */
  readonly warnings: readonly string[];
}

export const emptyConfig: Config = { defaults: emptyLayer, clusters: new Map(), warnings: [] };
