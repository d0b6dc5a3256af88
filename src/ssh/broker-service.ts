/** What a machine knows of its broker, running or not. */
export interface BrokerProbe {
  /** As systemd calls it (`active`, `activating`, `deactivating`, `inactive`, `failed`); `unknown` without systemd. */
  readonly service: 'active' | 'activating' | 'deactivating' | 'inactive' | 'failed' | 'unknown';
  /** Why it failed, in systemd's word: `exit-code`, `timeout` … */
  readonly result?: string;
  /** Names this very process, from its start to its end, as `isSameInstance` compares it. Undefined when none runs. */
  readonly instance: string | undefined;
  /** When that process started: seconds since 1970, on that machine's clock. */
  readonly startedAt: number | undefined;
  /** RabbitMQ's version of that process, where there is no other way to know what it runs. */
  readonly version?: string;
  /** How many processes of the broker there are. */
  readonly processes: number;
  /** epmd still knows the node's name. */
  readonly registered: boolean;
}

/** How the broker of one machine is looked at, stopped and started. */
export interface BrokerService {
  /** One round trip. Throws what Host.run throws. */
  probe(): Promise<BrokerProbe>;
  /** To be run as root; ends when the broker has ended. */
  readonly stopArgv: readonly string[];
  /** To be run as root; ends when the broker is up, or has failed. */
  readonly startArgv: readonly string[];
}

/**
 * Whether two instances are one process. Where only HTTP tells when it started, as in `NAME ~SECONDS`, that is blurred by how
 * old its statistics are, so that a minute more or less is the same.
 */
export function isSameInstance(one: string, other: string): boolean {
  const [[name, started], [otherName, otherStarted]] = [one.split(' ~'), other.split(' ~')];
  if (name !== otherName) return false;
  if (started === undefined || otherStarted === undefined) return started === otherStarted;
  return Math.abs(Number(started) - Number(otherStarted)) <= 60;
}
