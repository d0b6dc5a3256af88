import type { Cluster } from '../cluster/cluster.js';
import { balanced, type ProtocolWord } from '../cluster/protocol-words.js';
import type { Result } from '../format/result.js';
import { type BoundService, chosenServices } from './chosen-services.js';
import { type ClusterServices, clusterServices } from './cluster-services.js';
import { assumedLine, fileResult } from './file-result.js';

export interface AskedBalancer {
  readonly cluster: Cluster;
  readonly flags: {
    readonly protocols: readonly ProtocolWord[] | undefined;
    readonly 'bind-address': string;
    readonly port: Readonly<Record<string, number>>;
    readonly 'max-connections': number | undefined;
  };
  note(line: string): void;
}

type Write = (
  of: ClusterServices,
  services: readonly BoundService[],
  options: { readonly bindAddress: string; readonly maxConnections: number | undefined },
) => string;

/** A balancer's configuration for the cluster as it is now. Throws what `clusterServices` and `chosenServices` throw. */
export async function runBalancer({ cluster, flags, note }: AskedBalancer, write: Write): Promise<Result> {
  const of = await clusterServices(cluster);
  const services = chosenServices(of, { protocols: flags.protocols, usual: balanced, ports: flags.port });
  const assumed = assumedLine(of.down);
  if (assumed !== undefined) note(assumed);
  return fileResult(
    write(of, services, { bindAddress: flags['bind-address'], maxConnections: flags['max-connections'] }),
  );
}
