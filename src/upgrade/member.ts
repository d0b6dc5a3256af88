import type { Node } from '../cluster/cluster.js';
import type { BrokerService } from '../ssh/broker-service.js';
import type { Launcher } from '../ssh/launcher.js';
import type { PackageManager } from '../ssh/packages/package-manager.js';

/** One member of the cluster with all that the engine needs of its machine. */
export interface Member {
  readonly name: string;
  readonly node: Node;
  readonly service: BrokerService;
  readonly packages: PackageManager;
  readonly launcher: Launcher;
}
