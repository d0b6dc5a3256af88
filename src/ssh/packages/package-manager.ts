export interface Package {
  readonly name: string;
  /** As the package manager spells it: `4.0.5-5`, `1:27.3.4.1+dfsg-1`. */
  readonly version: string;
}

/** `from` is undefined for a new package, `to` for one that goes. */
export interface PackageChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface Installed {
  /** The package's version: `4.0.5-5`. */
  readonly version: string;
  /** RabbitMQ's own: `4.0.5`. */
  readonly rabbitmq: string;
  /** When the package was last installed: seconds since 1970, on that machine's clock. */
  readonly installedAt: number;
  /** The package manager leaves it alone in an upgrade of everything. */
  readonly held: boolean;
  /** rabbitmq-server and every package of Erlang: what the way back restores. */
  readonly packages: readonly Package[];
}

/**
 * How RabbitMQ gets onto one machine. Methods throw Unavailable when the machine or its repository is not reached,
 * NotPermitted when sudo says no, DataError for a version that cannot be had, CheckFailed when the package manager fails.
 */
export interface PackageManager {
  readonly name: 'apt' | 'dnf' | 'command';
  /** Changes nothing. */
  installed(): Promise<Installed>;
  /**
   * The package version that `target` means: that very one, or the newest one of that RabbitMQ version. DataError names
   * the versions that there are. Changes nothing, not even the package lists.
   */
  candidate(target: string): Promise<string>;
  /** What installing it would change, Erlang included. Changes nothing. */
  changes(version: string): Promise<readonly PackageChange[]>;
  /** Downloads all that the installation needs, and touches no installed file. `deadline` in ms, half an hour when not given. */
  stage(version: string, deadline?: number): Promise<void>;
  /**
   * To be run as root while the broker is stopped: installs exactly that, downloads nothing, lets nothing start the broker.
   * Run again it finishes what was cut short. What was held stays held.
   */
  installArgv(version: string): readonly string[];
  /** The way back, to be run like `installArgv`: exactly these packages. May download. */
  restoreArgv(packages: readonly Package[]): readonly string[];
  /** The same for a person to type, line by line; the last one starts the broker. */
  wayBack(packages: readonly Package[]): readonly (readonly string[])[];
  hold(held: boolean): Promise<void>;
}
