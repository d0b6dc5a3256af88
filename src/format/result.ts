import type { Term } from './term.js';

export type Row = readonly Term[];
export type Sink = (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void | Promise<void>;

/** All that a command can give back. Formatters know these shapes and no command. */
export type Result =
  /** Done, nothing to say: text prints no line, JSON prints `{"node":…,"result":"ok"}`. */
  | { readonly kind: 'nothing' }
  /** One value. */
  | { readonly kind: 'value'; readonly value: Term }
  | Rows
  /** Raw bytes for stdout, as they come; a terminal gets them made visible. */
  | { readonly kind: 'bytes'; readonly chunks: AsyncIterable<Uint8Array> }
  | Passed
  | PerNode;

/** One result a node. Each is asked for when its turn comes, and what it throws is that node's alone. */
export interface PerNode {
  readonly kind: 'perNode';
  readonly results: ReadonlyMap<string, () => Result | Promise<Result>>;
  /** At most so many at a time; all when it is not given. */
  readonly parallel?: number | undefined;
}

/** A node's own tool, unchanged: `start` runs it, hands on what it prints, and resolves to its exit code. */
export interface Passed {
  readonly kind: 'passed';
  readonly start: (sink: Sink) => Promise<number>;
  /** The bytes as they are; else pipes do not get the escapes that old tools write there, and terminals none but the tools' own. */
  readonly verbatim?: boolean;
  /** Writes files of its own besides: its end is waited for though nobody reads any more. */
  readonly writesFiles?: boolean;
}

export interface Rows {
  readonly kind: 'rows';
  readonly columns: readonly string[];
  /** Those that come from afar come some at a time. */
  readonly rows: Iterable<Row> | AsyncIterable<readonly Row[]>;
  /** The real tool streams this list from its nodes: then an empty one prints nothing (JSON: `[` and `]` on two lines), else an empty line (JSON: `[]`). */
  readonly streamed: boolean;
  /** How this version prints the list where no formatter was asked for, when that is not as the command declares. */
  readonly usual?: 'pretty_table';
}

/** Not even JSON: what the real tool prints where a plugin's command has nothing to say. */
export const silence: Result = { kind: 'bytes', chunks: (async function* () {})() };
export const nothing: Result = { kind: 'nothing' };
export const value = (term: Term): Result => ({ kind: 'value', value: term });
