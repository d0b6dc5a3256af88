import { readFile } from 'node:fs/promises';
import { Config } from '@oclif/core';
import type { CommandClass } from './command.js';
import type { TableOfCommands } from './table-of-commands.js';

interface Described {
  readonly summary?: string;
  readonly section?: string;
  readonly flags?: Readonly<Record<string, { readonly type: string; readonly char?: string }>>;
}

/** The commands that oclif finds below `root`: by its manifest when there is one, else by reading the folder. */
export async function commandsOf(root: string): Promise<TableOfCommands> {
  const config = await Config.load({ root });
  const packageVersion = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { version: string };
  return {
    version: packageVersion.version,
    names: config.commandIDs.toSorted(),
    describe: (name) => {
      const found = config.findCommand(name) as Described | undefined;
      if (found === undefined) return undefined;
      const valueOptions = Object.entries(found.flags ?? {})
        .filter(([, spec]) => spec.type === 'option')
        .flatMap(([key, spec]) => [`--${key}`, `-${spec.char ?? '-'}`]);
      return { name, summary: found.summary ?? '', section: found.section ?? '', valueOptions };
    },
    load: async (name) => (await config.findCommand(name, { must: true }).load()) as unknown as CommandClass,
  };
}
