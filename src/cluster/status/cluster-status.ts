import type { FeatureFlag } from '../../api/feature-flags.js';

/** What `cluster_status` tells, in our words: gathered over HTTP, printed three ways. */
export interface ClusterStatus {
  readonly clusterName: string;
  readonly clusterTags: Readonly<Record<string, unknown>>;
  readonly discNodes: readonly string[];
  readonly ramNodes: readonly string[];
  readonly runningNodes: readonly string[];
  readonly nodes: readonly MemberStatus[];
  readonly alarms: readonly Alarm[];
  /** A node and the peers it cannot reach. */
  readonly partitions: readonly (readonly [string, readonly string[]])[];
  readonly featureFlags: readonly FeatureFlag[];
  readonly rabbitmqVersion: string;
  /** What HTTP could not tell, each as the end of a sentence; the fields it concerns are undefined. */
  readonly gaps: readonly string[];
}

/** One running member. */
export interface MemberStatus {
  readonly name: string;
  readonly productName: string;
  readonly rabbitmqVersion: string | undefined;
  readonly erlangRelease: string | undefined;
  readonly cpuCores: number | undefined;
  readonly underMaintenance: boolean;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly node: string;
  readonly protocol: string;
  readonly address: string;
  readonly port: number;
}

export interface Alarm {
  readonly node: string;
  readonly resource: 'memory' | 'disk' | 'file_descriptors';
}
