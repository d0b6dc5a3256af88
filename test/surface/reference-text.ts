import { type HelpPage, helpPage, optionsHelp } from '../../src/cli/help.js';
import { sections } from '../../src/cli/sections.js';
import type { TableOfCommands } from '../../src/cli/table-of-commands.js';

/** docs/reference/: the name of each page and its text, made from the declarations: one a section, and what leads to them. */
export async function referencePages(table: TableOfCommands): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const contents: string[] = [];
  for (const [section, title] of Object.entries(sections)) {
    const names = table.names.filter((name) => table.describe(name)?.section === section);
    if (names.length === 0) continue;
    const page = `${section.replaceAll('_', '-')}.md`;
    const blocks = [`# ${title}`, made];
    for (const name of names) blocks.push(commandText(name, helpPage(name, (await table.load(name)).definition)));
    pages.set(page, `${blocks.join('\n\n')}\n`);
    const links = names.map((name) => `[${name}](${page}#${anchor(name)})`);
    contents.push(`**[${title}](${page})**: ${links.join(', ')}`);
  }
  const options = `## Options of every command\n\n\`\`\`\n${optionsHelp().trimEnd()}\n\`\`\``;
  pages.set('README.md', `${['# Commands', made, ...contents, options].join('\n\n')}\n`);
  return pages;
}

const made = 'Made from the declarations by `npm run docs`.';

function commandText(name: string, page: HelpPage): string {
  return [
    `## ${name}`,
    `${page.summary}.`,
    `\`\`\`\n${[page.usage, ...page.examples.map((example) => `$ ${example}`)].join('\n')}\n\`\`\``,
    table('Argument', page.arguments),
    table('Option', page.options),
    `Needs:\n\n${page.needs.map((need) => `- ${escaped(need)}`).join('\n')}`,
    `Guide: ${guideLink(page.guide)}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function table(title: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(([name, text]) => `| \`${name.trim().replaceAll('|', '\\|')}\` | ${escaped(text)} |`);
  return [`| ${title} | |`, '|---|---|', ...lines].join('\n');
}

const escaped = (text: string): string => text.replace(/[|<*_]/g, '\\$&');

function guideLink(guide: string): string {
  if (guide.startsWith('https:')) return `<${guide}>`;
  return `[${guide}](${guide.startsWith('docs/') ? guide.replace('docs/', '../') : `../../${guide}`})`;
}

/** As GitHub makes it. */
const anchor = (name: string): string => name.replaceAll(' ', '-');
