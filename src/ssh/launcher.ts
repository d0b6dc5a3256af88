/** Where something that was begun stands. `absent`: never begun, or cleared away. */
export interface JobState {
  readonly state: 'absent' | 'running' | 'succeeded' | 'failed';
  /** Its exit code, once it has ended. */
  readonly code?: number;
}

/**
 * Runs programs as root that go on when the connection is cut, and can be asked about later, by whoever comes back.
 * Names are `rabbitctl-RUN-STATE`. Methods throw what Host.run throws.
 */
export interface Launcher {
  /** Starts it and does not wait for its end. One of that name that runs already is left to run: it is the same. */
  begin(name: string, argv: readonly string[]): Promise<void>;
  state(name: string): Promise<JobState>;
  /** The last lines that it printed. */
  output(name: string): Promise<string>;
  /** Forgets one that has ended. */
  clear(name: string): Promise<void>;
}
