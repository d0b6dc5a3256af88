import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from './clock.js';
import type { Look, RendererKind, Screen } from './progress/renderer.js';

/** What a run has of the world outside the cluster: the person, their screen, their machine. */
export interface Console {
  readonly cluster: Cluster;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Where runs are kept: `$XDG_STATE_HOME/rabbitctl`. */
  readonly stateDirectory: string;
  /** There is a person to be asked, and no --yes. */
  readonly person: boolean;
  /** Throws UsageError when there is nobody to ask and no --yes: nothing was touched. */
  confirm(question: string): Promise<boolean>;
  /** Typed without echo, or a line of stdin. Throws UsageError or DataError where there is none. */
  readSecret(prompt: string): Promise<string>;
  readonly renderer: RendererKind;
  readonly screen: Screen;
  readonly look: Look;
  /** Of the operation, without its sub-form: `rabbitctl -C prod rolling-upgrade`. */
  readonly commandLine: string;
  /** Text for stdout; nothing with --json. */
  print(text: string): void;
  /** The answer of plan, status and history with --json. */
  printJson(value: unknown): void;
  readonly detailedExitCodes: boolean;
}
