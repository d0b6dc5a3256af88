import type { Readable, Writable } from 'node:stream';
import type { Machine } from '../cluster/node-name.js';

/** The process as the pipeline sees it: tests hand in another one. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  /** This machine, when it is not the one that we run on. */
  readonly machine?: Machine;
  /** Aborted by Ctrl-C and TERM. */
  readonly signal: AbortSignal;
}
