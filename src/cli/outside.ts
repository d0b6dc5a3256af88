import type { Readable } from 'node:stream';
import type { Machine } from '../cluster/node-name.js';
import type { OutStream } from '../format/outlet.js';

/** The process as the pipeline sees it: tests hand in another one. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** Of stdin, where that is known without opening it. */
  readonly stdinIsTerminal?: boolean;
  /** A Writable when it is a terminal. */
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  /** This machine, when it is not the one that we run on. */
  readonly machine?: Machine;
  /** The names of all commands, for the one that completes them. */
  readonly commands?: readonly string[];
  /** Aborted by Ctrl-C and TERM. */
  readonly signal: AbortSignal;
}

/** The same but for these. Its stdin is opened when somebody reads it, which a copy (`...outside`) would do at once. */
export const outsideWith = (outside: Outside, changes: Partial<Outside>): Outside =>
  Object.assign(Object.create(outside) as Outside, changes);
