import type { Cluster, Node, NodeVersion } from '../cluster/cluster.js';
import type { Settings } from '../cluster/settings.js';
import type { Passed } from '../format/result.js';
import type { FullScreen, FullScreenEvents } from './full-screen.js';
import type { GlobalFlags } from './global-flags.js';

/** What a command's `run` is given: everything it may touch. Nothing else reaches the outside. */
export interface Context<Args, Flags> {
  readonly args: Args;
  readonly flags: Flags & GlobalFlags;
  readonly settings: Settings;
  readonly cluster: Cluster;
  /** The node that the command is about; only where the declaration says `about: 'node'`. */
  readonly node: Node;
  readonly signal: AbortSignal;
  /** The names of all commands. */
  readonly commands: readonly string[];
  /** What kind of output was asked for, where a command prints a value in several ways. */
  readonly face: 'text' | 'json' | 'erlang';
  /** True when there is a person to ask. */
  readonly interactive: boolean;
  /** And what is printed is seen there too. */
  readonly onTerminal: boolean;
  /** stderr, when it is a terminal that can be drawn on. */
  readonly screen: Screen | undefined;
  /** Takes the whole terminal, if stdout is one; lines for stderr wait until it is given back. */
  fullScreen(events: FullScreenEvents): Promise<FullScreen | undefined>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Colour is wanted on a terminal. */
  readonly colour: boolean;
  /** The version of the node that answers; asked once. */
  version(): Promise<NodeVersion>;
  /**
   * Another cluster of the config file, or that of a node; whoever asks for it closes it. Throws ConfigError where there is
   * none such.
   */
  otherCluster(asked: { readonly cluster: string | undefined; readonly node: string | undefined }): Promise<Cluster>;
  /** The same argv, given to the node's own tool of its own version. */
  ownTool(options?: OwnToolOptions): Passed;
  /** Our banner stands on the terminal already: the node's own tool is not to print it again. */
  readonly announced: boolean;
  /** A line on stderr. */
  note(line: string): void;
  /** Asks yes or no on the terminal; `--yes` answers yes. Without a terminal UsageError: nothing was touched. */
  confirm(question: string): Promise<boolean>;
  /** The bytes of stdin, for data. UsageError on a terminal, or where --password-stdin takes it. */
  stdin(): AsyncIterable<Uint8Array>;
  /** A secret: from stdin, or typed without echo. DataError when stdin has none. */
  readSecret(prompt: string): Promise<string>;
}

/** The size of a terminal, asked anew each time: windows are resized. */
export interface Screen {
  columns(): number;
  rows(): number;
}

export interface OwnToolOptions {
  /** Another node than the one the command is about. */
  readonly node?: Node;
  /** stdin of the tool, for secrets. */
  readonly input?: string;
  /** It gets a terminal: keys, window sizes and Ctrl-C go there. */
  readonly terminal?: boolean;
  /** Runs until somebody ends it: only a limit that was typed holds. */
  readonly endless?: true;
  /** Other words after the command's name than those that were typed. */
  readonly forward?: readonly string[];
}
