import type { CommandClass, Tool } from './command.js';

/** What is known of a command before its file is loaded. */
export interface CommandSummary {
  readonly name: string;
  readonly summary: string;
  readonly section: string;
  /** The tool of RabbitMQ that it is declared for. */
  readonly tool?: Tool;
  /** Names of its options that take a value, long and short, with their dashes. */
  readonly valueOptions: readonly string[];
}

/** All commands: from the manifest of a build, from the sources, or built into an executable. */
export interface TableOfCommands {
  readonly version: string;
  /** The one whose commands these are, where they are not all of ours. */
  readonly tool?: Tool;
  /** All of ours, other tools' among them. */
  readonly elsewhere?: readonly string[];
  /** `list_queues`; with a blank where tools share a name: `plugins list`. */
  readonly names: readonly string[];
  describe(name: string): CommandSummary | undefined;
  load(name: string): Promise<CommandClass>;
}
