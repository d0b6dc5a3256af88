import type { CommandClass } from './command.js';
import type { CommandSummary, TableOfCommands } from './table-of-commands.js';

/** What the build tells of the commands, so that none needs to be loaded but the one that runs. */
export interface Manifest {
  readonly version: string;
  readonly commands: readonly CommandSummary[];
}

/** The commands of a build; `loadFile` gives what the file of a command exports. */
export function tableOf(
  { version, commands }: Manifest,
  loadFile: (name: string) => { readonly default: CommandClass },
): TableOfCommands {
  const summaries = new Map(commands.map((summary) => [summary.name, summary]));
  return {
    version,
    names: [...summaries.keys()],
    describe: (name) => summaries.get(name),
    load: async (name) => {
      if (!summaries.has(name)) throw new Error(`no command ${name}`);
      return loadFile(name).default;
    },
  };
}
