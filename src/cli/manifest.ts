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
    // oclif's ids of commands in folders have colons: `plugins:list`.
    names: config.commandIDs.map((id) => id.replaceAll(':', ' ')).toSorted(),
    describe: (name) => {
      const found = config.findCommand(idOf(name)) as Described | undefined;
      if (found === undefined) return undefined;
      const valueOptions = Object.entries(found.flags ?? {})
        .filter(([, spec]) => spec.type === 'option')
        .flatMap(([key, spec]) => [`--${key}`, `-${spec.char ?? '-'}`]);
      return { name, summary: found.summary ?? '', section: found.section ?? '', valueOptions };
    },
    load: async (name) => (await config.findCommand(idOf(name), { must: true }).load()) as unknown as CommandClass,
  };
}

const idOf = (name: string): string => name.replaceAll(' ', ':');
