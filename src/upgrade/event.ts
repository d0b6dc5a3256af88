import type { Package, PackageChange } from '../ssh/packages/package-manager.js';
import type { RunKind } from './run-kind.js';
import type { StateName } from './state-name.js';
import type { Verdict } from './verdict.js';

export type Outcome = 'done' | 'nothing-to-do' | 'blocked' | 'paused' | 'aborted';

/** Where a node stands in a run. */
export type NodeStanding = 'to-do' | 'half-way' | 'done';

/** What happened. With --json each is one line of stdout; all but `waiting` are in the journal, too. */
export type Happening =
  | {
      readonly event: 'started';
      readonly kind: RunKind;
      readonly cluster: string;
      readonly target?: string;
      /** In the order in which they are taken. */
      readonly nodes: readonly string[];
      readonly resumed: boolean;
    }
  | ({ readonly event: 'verdict' } & Verdict)
  /** Written before the state begins: what it says may have happened. */
  | { readonly event: 'state'; readonly node?: string; readonly state: StateName }
  | {
      readonly event: 'state-done';
      readonly node?: string;
      readonly state: StateName;
      readonly seconds: number;
      /** Of these, waiting for the node, its package manager or the cluster. */
      readonly waited: number;
      /** It was so already. */
      readonly already?: boolean;
    }
  /** Not journaled. What is awaited, and why it is not there yet. */
  | { readonly event: 'waiting'; readonly node?: string; readonly state: StateName; readonly reason: string }
  | { readonly event: 'warning'; readonly node?: string; readonly message: string }
  | { readonly event: 'note'; readonly node?: string; readonly message: string }
  | {
      readonly event: 'packages';
      readonly node: string;
      readonly when: 'before' | 'after';
      readonly packages: readonly Package[];
      readonly changes?: readonly PackageChange[];
    }
  | { readonly event: 'node-done'; readonly node: string; readonly seconds: number; readonly already?: boolean }
  | { readonly event: 'override'; readonly override: string; readonly message: string }
  | {
      readonly event: 'ended';
      readonly outcome: Outcome;
      /** Of a pause: the state in which it stopped, `canary` or `interrupted`. */
      readonly reason?: string;
      readonly node?: string;
      readonly message: string;
      readonly hint?: string;
      readonly nodes: Readonly<Record<string, NodeStanding>>;
      readonly seconds: number;
      /** Of these, waiting for the cluster; the rest is our own. */
      readonly waited: number;
    };

/** The shape of every event: a stable interface, counted by `version`. */
export type RunEvent = { readonly version: 1; readonly time: string; readonly run: string } & Happening;
