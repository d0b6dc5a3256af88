import type { CommandClass } from './command.js';
import type { CommandSummary, TableOfCommands } from './table-of-commands.js';

/** What the build tells of the commands, so that none needs to be loaded but the one that runs. */
export interface Manifest {
  readonly version: string;
  readonly commands: readonly CommandSummary[];
}

/** A literal map, for bundlers see through nothing else. */
export type Loaders = Readonly<Record<string, () => Promise<{ readonly default: CommandClass }>>>;

/** The commands of a build. */
export function tableOf({ version, commands }: Manifest, loaders: Loaders): TableOfCommands {
  const summaries = new Map(commands.map((summary) => [summary.name, summary]));
  return {
    version,
    names: [...summaries.keys()],
    describe: (name) => summaries.get(name),
    load: async (name) => {
      const load = loaders[name];
      if (load === undefined) throw new Error(`no command ${name}`);
      return (await load()).default;
    },
  };
}
