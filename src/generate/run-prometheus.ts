import type { Cluster } from '../cluster/cluster.js';
import type { Result } from '../format/result.js';
import { clusterServices } from './cluster-services.js';
import { assumedLine, fileResult } from './file-result.js';
import { prometheus, withoutMetrics } from './prometheus.js';

export interface AskedPrometheus {
  readonly cluster: Cluster;
  readonly flags: {
    readonly job: string;
    /** ms. */
    readonly interval: number;
    readonly path: string;
    readonly tls: boolean;
    readonly 'ca-file': string | undefined;
  };
  note(line: string): void;
}

/** Prometheus' configuration for the cluster as it is now; who has no metrics is named on stderr. */
export async function runPrometheus({ cluster, flags, note }: AskedPrometheus): Promise<Result> {
  const of = await clusterServices(cluster);
  const text = prometheus(of, { ...flags, caFile: flags['ca-file'] });
  const without = withoutMetrics(of, flags.tls);
  if (without.length > 0) note(`No listener for Prometheus, and so not in it: ${without.join(', ')}`);
  const assumed = assumedLine(of.down);
  if (assumed !== undefined) note(assumed);
  return fileResult(text);
}
