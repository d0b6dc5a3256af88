import { globalFlags } from '../../src/cli/global-flags.js';
import { type HelpPage, helpPage, optionLine } from '../../src/cli/help.js';
import type { Flag } from '../../src/cli/input.js';
import { sections } from '../../src/cli/sections.js';
import type { TableOfCommands } from '../../src/cli/table-of-commands.js';
import { exitCodes, filesAndVariables } from './facts.js';
import { bold, section, tagged, text } from './roff.js';

/** The manual: `rabbitctl.1`, and a page for each command (`rabbitctl-list_queues.1`), name to roff. No dates. */
export async function manPages(table: TableOfCommands): Promise<ReadonlyMap<string, string>> {
  const pages = new Map([['rabbitctl.1', mainPage(table)]]);
  for (const name of table.names) {
    const page = helpPage(name, (await table.load(name)).definition);
    pages.set(`${pageName(name)}.1`, commandPage(name, page, table.version));
  }
  return pages;
}

/** `rabbitctl-plugins-list` for `plugins list`. */
const pageName = (name: string): string => `rabbitctl-${name.replaceAll(' ', '-')}`;

const title = (name: string, version: string): string =>
  `.TH ${name.toUpperCase().replaceAll('-', '\\-')} 1 "" "rabbitctl ${version}" "rabbitctl"\n`;

function mainPage(table: TableOfCommands): string {
  const options = Object.entries<Flag<unknown>>(globalFlags).filter(([, spec]) => spec.hidden !== true);
  const commands = Object.entries(sections).flatMap(([name, heading]) => {
    const found = table.names.flatMap((each) => table.describe(each) ?? []).filter((each) => each.section === name);
    if (found.length === 0) return [];
    return [`.SS ${text(heading)}\n${found.map((each) => tagged(bold(each.name), `${each.summary}.`)).join('')}`];
  });
  return [
    title('rabbitctl', table.version),
    section('NAME', `rabbitctl \\- ${text("RabbitMQ's rabbitmqctl for people who run clusters")}\n`),
    section('SYNOPSIS', `${bold('rabbitctl')} [${bold('--node')} NODE] [${bold('--cluster')} CLUSTER] COMMAND ...\n`),
    section(
      'DESCRIPTION',
      `${text("Commands of RabbitMQ's own tools, from any machine: over the Management HTTP API, and over SSH by the tools of the node's own version. Each command has a page of its own, such as rabbitctl-list_queues(1).")}\n`,
    ),
    section('COMMANDS', commands.join('')),
    section('OPTIONS', options.map((option) => taggedOption(optionLine(option))).join('')),
    section('ENVIRONMENT AND FILES', filesAndVariables.map(([name, about]) => tagged(bold(name), about)).join('')),
    section('EXIT STATUS', exitCodes.map(([code, when]) => tagged(bold(code), `${when}.`)).join('')),
    section('SEE ALSO', 'rabbitmqctl(8), ssh(1)\n'),
  ].join('');
}

function commandPage(name: string, page: HelpPage, version: string): string {
  const usage = page.usage.replace(/^Usage: /, '');
  return [
    title(pageName(name), version),
    section('NAME', `${text(pageName(name))} \\- ${text(page.summary)}\n`),
    section('SYNOPSIS', `${text(usage)}\n`),
    page.arguments.length === 0
      ? ''
      : section('ARGUMENTS', page.arguments.map(([key, about]) => tagged(bold(key), about)).join('')),
    page.options.length === 0 ? '' : section('OPTIONS', page.options.map(taggedOption).join('')),
    section('NEEDS', page.needs.map((need) => tagged('\\(bu', need, 3)).join('')),
    section('EXAMPLES', `.nf\n${page.examples.map((example) => `${text(example)}\n`).join('')}.fi\n`),
    section('SEE ALSO', `${text(`rabbitctl(1), ${page.guide}`)}\n`),
  ].join('');
}

const taggedOption = ([name, about]: readonly [string, string]): string => tagged(bold(name.trim()), about);
