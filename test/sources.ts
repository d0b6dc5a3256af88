import { readdir, readFile } from 'node:fs/promises';
import type { CommandClass } from '../src/cli/command.js';
import type { Flag } from '../src/cli/input.js';
import type { TableOfCommands } from '../src/cli/table-of-commands.js';

/** The commands as they stand in src/commands: for bin/dev.js and for tests, no build needed. */
export async function sourcesOf(root: string): Promise<TableOfCommands> {
  const files = (await readdir(`${root}/src/commands`, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const { version } = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { version: string };
  const loaded = new Map<string, CommandClass>();
  for (const file of files) {
    const { default: found } = (await import(`${root}/src/commands/${file}`)) as { default: CommandClass };
    loaded.set(file.replace(/\.ts$/, '').replace('/', ' '), found);
  }
  return {
    version,
    names: [...loaded.keys()].toSorted(),
    describe: (name) => {
      const definition = loaded.get(name)?.definition;
      if (definition === undefined) return undefined;
      const flags = Object.entries((definition.flags ?? {}) as Readonly<Record<string, Flag<unknown>>>);
      const valueOptions = flags
        .filter(([, spec]) => spec.type === 'value')
        .flatMap(([key, spec]) => [`--${key}`, `-${spec.char ?? '-'}`]);
      return { name, summary: definition.summary, section: definition.section, valueOptions };
    },
    load: async (name) => {
      const found = loaded.get(name);
      if (found === undefined) throw new Error(`no command ${name}`);
      return found;
    },
  };
}
