import type { Result } from '../format/result.js';
import type { Context } from './context.js';
import type { Argument, Flag, Values } from './input.js';
import type { Outside } from './outside.js';
import { runCommand } from './pipeline.js';
import type { Section } from './sections.js';

export type Arguments = Readonly<Record<string, Argument<unknown>>>;
export type Options = Readonly<Record<string, Flag<unknown>>>;

/** RabbitMQ's own tools, one of which knows each snake_case command but those that only HTTP can do. */
export type Tool =
  | 'rabbitmqctl'
  | 'rabbitmq-diagnostics'
  | 'rabbitmq-queues'
  | 'rabbitmq-streams'
  | 'rabbitmq-upgrade'
  | 'rabbitmq-plugins';

/** A command: its declaration and one function that returns data. Everything else belongs to the pipeline. */
export interface Definition<A extends Arguments, F extends Options> {
  readonly section: Section;
  readonly summary: string;
  /** The tool that has this command on a node; none for a kebab-case command of ours, and for what only HTTP can do. */
  readonly tool?: Tool;
  readonly args?: A;
  readonly flags?: F;
  readonly examples?: readonly string[];
  /** About one node: then `context.node` is that node, and no other one answers for it. */
  readonly about?: 'node';
  /** Takes --all-nodes, --nodes and --parallel: runs on each of those members, one result each. */
  readonly allNodes?: true;
  /** Takes --all-nodes but changes the node: without that it wants one named. */
  readonly changes?: true;
  /** Takes --sort, --filter and --limit: its answer is rows. */
  readonly lists?: true;
  /** Only reads: another member's own tool may be asked the same, whatever became of the first. */
  readonly repeatable?: true;
  /** HTTP cannot do any of it: the node's own tool alone answers. */
  readonly byOwnTool?: true;
  /** Ctrl-C is a request to it: what it talks to the cluster with goes on for half a minute, so that it can stop in order. */
  readonly stopsInOrder?: true;
  /** A terminal that goes away is as Ctrl-C to it: it still writes its files. */
  readonly outlivesTerminal?: true;
  /** --dry-run goes to `run`, which says what it would do; else nothing but the banner is printed. */
  readonly showsDryRun?: true;
  readonly formatter?: 'table' | 'pretty_table' | 'string' | 'encrypted_conf_value';
  /** One more formatter, which only this command's tool has; the tool prints with it. */
  readonly toolFormatter?: 'plugins' | 'msacc';
  /** Seconds, where the real tool has a limit of its own. */
  readonly timeout?: number;
  /** Refuses what the command line alone shows to be wrong: throws UsageError or DataError before any connection. */
  readonly validate?: (input: { args: Values<A>; flags: Values<F> }) => void;
  /** The first lines on stdout, as the real tool prints them. */
  readonly banner?: (
    context: Context<Values<A>, Values<F>>,
  ) => string | readonly string[] | undefined | Promise<string | readonly string[] | undefined>;
  /** How the node's own tool answers when HTTP cannot; by default the same argv, unchanged. */
  readonly ownTool?: (context: Context<Values<A>, Values<F>>) => Result;
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that has nothing to say just ends
  readonly run: (context: Context<Values<A>, Values<F>>) => Promise<Result | void> | Result | void;
}

// biome-ignore lint/suspicious/noExplicitAny: a declaration of any arguments; `command` has checked them
export type AnyDefinition = Definition<any, any>;

export interface CommandClass {
  readonly definition: AnyDefinition;
  execute(name: string, argv: readonly string[], outside: Outside): Promise<number>;
}

/** Makes a command of its declaration. */
export function command<const A extends Arguments, const F extends Options>(definition: Definition<A, F>) {
  return {
    definition,
    execute: (name: string, argv: readonly string[], outside: Outside): Promise<number> =>
      runCommand(definition, name, argv, outside),
  };
}
