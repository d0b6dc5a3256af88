import { readdir, readFile } from 'node:fs/promises';
import type { CommandClass } from '../src/cli/command.js';
import { summaryOf } from '../src/cli/summary.js';
import type { TableOfCommands } from '../src/cli/table-of-commands.js';

/** The commands as they stand in src/commands: for bin/dev.mjs and for tests, no build needed. */
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
      const found = loaded.get(name);
      return found === undefined ? undefined : summaryOf(name, found.definition);
    },
    load: async (name) => {
      const found = loaded.get(name);
      if (found === undefined) throw new Error(`no command ${name}`);
      return found;
    },
  };
}
