import type { Readable, Writable } from 'node:stream';

/** The process as the pipeline sees it: tests hand in another one. */
export interface Outside {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly machine: { readonly hostname: string; readonly user: string };
  /** Aborted by Ctrl-C and TERM. */
  readonly signal: AbortSignal;
}
