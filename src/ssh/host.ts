import type { Duplex } from 'node:stream';

export interface RunOptions {
  /** Written to the far side's stdin, which is then closed. Without it stdin is empty. Secrets go here, never into argv. */
  readonly input?: string | Uint8Array;
  /** Give the far side a terminal and connect it to ours: stdin raw, window size and Ctrl-C carried over. */
  readonly terminal?: boolean;
  /**
   * Ends the far side too: TERM to its process group, not only to our end of the line. Holds while the connection is being
   * made as well. A program in this machine's own terminal is left alone once it runs: Ctrl-C reaches it by itself.
   */
  readonly signal?: AbortSignal;
  /** Called with output as it comes; a promise holds the stream back until it settles. Output is then not collected. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void | Promise<void>;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** ms from the call to the end of the process; TimedOut after that, and the far side is ended. */
  readonly deadline?: number;
  /** Called once the connection is there and the program is about to be started: before that there is nothing to end. */
  readonly onStart?: () => void;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit code; 128 + n when signal n ended it. */
  readonly code: number;
  readonly seconds: number;
}

/**
 * A machine that can run programs: over SSH, this one, or a container in either.
 * Connects on first use. A program that ends with a code other than 0 is an Output, not an error;
 * errors are: Unavailable (not reached, or cut off), NotPermitted (login, host key), TimedOut, ConfigError (keys, files).
 */
export interface Host {
  /** As a person would write it: `mq1`, `ops@mq1:2222`, `this machine`. */
  readonly name: string;
  /** argv, never a shell line: quoting happens once, in quote.ts. */
  run(argv: readonly string[], options?: RunOptions): Promise<Output>;
  /** A TCP connection made from that machine: the tunnel. Throws as `run` does, Interrupted when `close` ends a login under way. */
  connect(host: string, port: number): Promise<Duplex>;
  /** Ends the connection, and a login under way with all that waits for it. The next use would connect anew. */
  close(): Promise<void>;
}
