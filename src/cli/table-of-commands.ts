import type { CommandClass } from './command.js';

/** What is known of a command before its file is loaded. */
export interface CommandSummary {
  readonly name: string;
  readonly summary: string;
  readonly section: string;
  /** Names of its options that take a value, long and short, with their dashes. */
  readonly valueOptions: readonly string[];
}

/** All commands: from oclif's manifest, from the sources, or built into an executable. */
export interface TableOfCommands {
  readonly version: string;
  /** `list_queues`; with a blank where tools share a name: `plugins list`. */
  readonly names: readonly string[];
  describe(name: string): CommandSummary | undefined;
  load(name: string): Promise<CommandClass>;
}
