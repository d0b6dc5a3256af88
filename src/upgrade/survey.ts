import type { FeatureFlag } from '../api/feature-flags.js';
import type { ClusterNode } from '../api/nodes.js';
import type { Overview } from '../api/overview.js';
import type { Queue } from '../api/queues.js';
import type { User } from '../api/who-am-i.js';
import type { CliError } from '../errors.js';
import type { BrokerProbe } from '../ssh/broker-service.js';
import type { Installed, PackageChange } from '../ssh/packages/package-manager.js';
import type { Member } from './member.js';

/** What was found on one member before anything is touched. A field is undefined when it could not be had: `problems` says why. */
export interface MemberSurvey {
  readonly member: Member;
  readonly name: string;
  /** From its own listener. */
  readonly overview: Overview | undefined;
  /** All nodes as this one sees them. */
  readonly view: readonly ClusterNode[] | undefined;
  readonly probe: BrokerProbe | undefined;
  readonly installed: Installed | undefined;
  /** The exact package version that the target means here. Undefined for a restart. */
  readonly candidate: string | undefined;
  /** What installing it would change. */
  readonly changes: readonly PackageChange[] | undefined;
  /** rabbitmq.conf, advanced.config and enabled_plugins as they stand on the machine: they may hold secrets, and are never shown. */
  readonly files: Readonly<Record<'rabbitmq.conf' | 'advanced.config' | 'enabled_plugins', string>> | undefined;
  readonly disk: Disk | undefined;
  readonly problems: readonly Problem<MemberMatter>[];
}

/** In bytes. */
export interface Disk {
  /** The data directory; undefined when there is none, or counting it takes too long. */
  readonly data: number | undefined;
  /** Beside the data. */
  readonly free: number;
  /** Where packages are downloaded and unpacked to. */
  readonly freeForPackages: number;
  /** Whether the machine has the directory that the node says its data are in: if not, it is another node's machine. */
  readonly isHere: boolean | undefined;
  /** Whether the data are where packages put them, by no link and on no disk of their own: else they cannot be kept for a way back. */
  readonly canBeKept: boolean;
}

/** In the order in which causes are told: what the machine fails at, its packages fail at, too. */
export const memberMatters = ['http', 'ssh', 'sudo', 'files', 'packages', 'candidate'] as const;
export type MemberMatter = (typeof memberMatters)[number];
export type ClusterMatter = 'flags' | 'queues' | 'user';

export interface Problem<What> {
  readonly what: What;
  readonly error: CliError;
}

/** Everything that the checks look at, asked of all members side by side. */
export interface Survey {
  readonly members: readonly MemberSurvey[];
  readonly flags: readonly FeatureFlag[] | undefined;
  readonly queues: readonly Queue[] | undefined;
  /** Whom HTTP takes us for. */
  readonly user: User | undefined;
  readonly problems: readonly Problem<ClusterMatter>[];
}
