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

/** A member as far as it is only asked: over HTTP, or its own tools. */
export type AskedMember = Pick<Member, 'name' | 'node'>;

/** All whom a run has to do with. */
export interface Parties {
  /** Of the cluster: they have the lock, and are asked how it is. */
  readonly members: readonly Member[];
  /** Nodes that join or leave: whether they are members yet, or still, is what the run is about. */
  readonly outsiders: readonly Member[];
}

/** The one of that name. */
export const memberNamed = ({ members, outsiders }: Parties, name: string): Member | undefined =>
  [...members, ...outsiders].find((member) => member.name === name);
