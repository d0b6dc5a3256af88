import { UsageError } from '../errors.js';
import { type Action, type AskedOptions, actions, nothingAsked, runOptionsOf } from './asked-options.js';
import { commandOf, type NodeKind } from './run-kind.js';
import type { RunOptions } from './run-options.js';

/** What was asked of an operation on one node: `NODE`, `plan NODE`, `status`, `history RUN` … */
export interface AskedOfNode {
  readonly action: Action;
  readonly nodes: readonly string[];
  /** With `history`: one run. */
  readonly run: string | undefined;
}

/** The options of such an operation: each command has some of them. */
export type NodeOptions = Partial<Omit<AskedOptions, 'nodes' | 'canary'>>;

/** Reads the words of the command line. Throws UsageError where they do not fit. */
export function askedOfNode(kind: NodeKind, words: readonly string[]): AskedOfNode {
  const { least, most } = countOf(kind);
  const [first = '', ...rest] = words;
  // A node of such a name has its head: rabbit@plan.
  const action = actions.find((known) => known === first);
  const nodes = action === undefined ? words : action === 'plan' || action === 'run' ? rest : [];
  const surplus = action === undefined || nodes === rest ? nodes.slice(most) : rest.slice(action === 'history' ? 1 : 0);
  if (surplus.length > 0) throw new UsageError(`too many arguments: ${surplus.join(' ')}`, { hint: usage(kind) });
  const asksForRun = action === undefined || action === 'plan' || action === 'run';
  if (asksForRun && nodes.length < least) {
    throw new UsageError(least === 1 ? 'which node?' : 'which nodes?', { hint: usage(kind) });
  }
  return { action: action ?? 'run', nodes, run: action === 'history' ? rest[0] : undefined };
}

function countOf(kind: NodeKind): { readonly least: number; readonly most: number } {
  if (kind === 'create-cluster') return { least: 2, most: Number.POSITIVE_INFINITY };
  return kind === 'replace-node' ? { least: 2, most: 2 } : { least: 1, most: 1 };
}

function usage(kind: NodeKind): string {
  const command = `rabbitctl ${commandOf[kind]}`;
  const nodes = { 'create-cluster': 'rabbit@mq1 rabbit@mq2 rabbit@mq3', 'replace-node': 'rabbit@mq2 rabbit@mq4' };
  const example = kind === 'create-cluster' || kind === 'replace-node' ? nodes[kind] : 'rabbit@mq2';
  return `${command} ${example}, or first: ${command} plan ${example}. Of a run that is under way: status, resume, abort`;
}

/** Refuses what the command line alone shows to be wrong. Throws UsageError. */
export function checkAskedOfNode(kind: NodeKind, words: readonly string[], flags: NodeOptions): void {
  const { action, nodes } = askedOfNode(kind, words);
  if (action === 'plan' || action === 'run') nodeOptionsOf(kind, nodes, flags);
}

/** What a run is asked to do. Throws UsageError for what does not go together. */
export function nodeOptionsOf(kind: NodeKind, nodes: readonly string[], flags: NodeOptions): RunOptions {
  return runOptionsOf(kind, { ...nothingAsked, ...flags, nodes });
}
