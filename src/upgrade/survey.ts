import type { FeatureFlag } from '../api/feature-flags.js';
import type { ClusterNode } from '../api/nodes.js';
import type { Overview } from '../api/overview.js';
import type { Queue } from '../api/queues.js';
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
  /** Bytes: of the data directory, and free beside it and where packages go. */
  readonly disk: { readonly data: number; readonly free: number; readonly freeForPackages: number } | undefined;
  readonly problems: readonly Problem[];
}

export interface Problem {
  readonly what: 'http' | 'ssh' | 'sudo' | 'packages' | 'candidate' | 'files';
  readonly error: CliError;
}

/** Everything that the checks look at, asked of all members side by side. */
export interface Survey {
  readonly members: readonly MemberSurvey[];
  readonly flags: readonly FeatureFlag[] | undefined;
  readonly queues: readonly Queue[] | undefined;
}
