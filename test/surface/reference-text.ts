import { commandHelp } from '../../src/cli/help.js';
import { sections } from '../../src/cli/sections.js';
import type { TableOfCommands } from '../../src/cli/table-of-commands.js';

/** docs/commands.md: every command's help, by section, made from the declarations. */
export async function referenceText(table: TableOfCommands): Promise<string> {
  const blocks: string[] = ['# Commands\n\nMade from the declarations by `npm run docs`.\n'];
  for (const [section, title] of Object.entries(sections)) {
    const names = table.names.filter((name) => table.describe(name)?.section === section);
    if (names.length > 0) blocks.push(`## ${title}\n`);
    for (const name of names) {
      const help = commandHelp(name, (await table.load(name)).definition);
      blocks.push(`### ${name}\n\n\`\`\`\n${withoutGlobals(help).trimEnd()}\n\`\`\`\n`);
    }
  }
  return blocks.join('\n');
}

/** The options of every command would stand there thirty times. */
const withoutGlobals = (help: string): string => help.replace(/Options of every command:\n(?: {3}.*\n)+\n?/, '');
