import { CheckFailed } from '../../errors.js';
import type { Output } from '../host.js';
import type { Installed, PackageChange } from './package-manager.js';
import { rabbitVersion } from './package-version.js';

/** Reads what `installedScript` prints. Throws CheckFailed when the machine has no such package. */
export function installedIn(text: string, broker: string, host: string): Installed {
  const packages = rowsOf(text, 'package')
    .toSorted()
    .map(([name = '', version = '', time]) => ({
      ...{ name, version, time: Number(time) },
    }));
  // After a transaction that was cut short, the old and the new one may both be there.
  const own = packages.filter(({ name }) => name === broker);
  const [first] = own;
  if (first === undefined) {
    throw new CheckFailed(`${host} has no package ${broker}`, {
      hint: 'For another way of installing it: --packages command.',
    });
  }
  return {
    version: own.map(({ version }) => version).join(' and '),
    rabbitmq: rabbitVersion(first.version),
    installedAt: Math.max(...own.map(({ time }) => time)),
    held: isLocked(text, broker),
    packages: packages.map(({ name, version }) => ({ name, version })),
  };
}

/** dnf 4 has a line a lock, `rabbitmq-server-0:4.0.5-1.el8.*`, with `!` for what is kept out; dnf 5 has tables of TOML. */
function isLocked(text: string, broker: string): boolean {
  if (text.split('\n').some((line) => line.startsWith(`${broker}-`))) return true;
  const [, ...tables] = text.split(/^\[\[packages\]\]$/m);
  return tables.some((table) => table.includes(`name = "${broker}"`) && !/comparator = "!="/.test(table));
}

/** What `versionsScript` prints, newest first. `known` tells whether dnf had anything to look into. */
export function versionsIn(text: string): { readonly versions: readonly string[]; readonly known: boolean } {
  const available = text.split('\n').filter((line) => /^\d\S*-\S+$/.test(line));
  const installed = rowsOf(text, 'installed').map(([version = '']) => version);
  const versions = [...new Set([...available, ...installed])];
  return { versions: versions.toSorted((one, other) => byNumbers.compare(other, one)), known: available.length > 0 };
}

const byNumbers = new Intl.Collator('en', { numeric: true });

/**
 * The table of a transaction, `name arch [epoch:]version repository size` below headings such as `Upgrading:`, and what was
 * there before. Undefined when there is no such table: dnf could not resolve it.
 */
export function changesIn(text: string): readonly PackageChange[] | undefined {
  if (text.trim() === '') return [];
  const [table, summary] = text.split(/^Transaction Summary:?$/m);
  if (table === undefined || summary === undefined) return /^Nothing to do\.$/m.test(text) ? [] : undefined;
  const old = new Map(rowsOf(text, 'was').map(([name = '', version]) => [name, version]));
  return sectionsOf(table).flatMap(([heading, rows]) => {
    if (!/^(Installing|Upgrading|Downgrading|Removing)\b/.test(heading)) return [];
    return rows.map(([name = '', , version = '']) => {
      const to = version.replace(/^\d+:/, '');
      return heading.startsWith('Removing') ? { name, from: to, to: undefined } : { name, from: old.get(name), to };
    });
  });
}

/** A name that is too long for its column stands on a line of its own: what is indented further belongs to it. */
function sectionsOf(table: string): readonly (readonly [string, readonly string[][]])[] {
  const sections: [string, string[][]][] = [];
  for (const line of table.split('\n')) {
    const rows = sections.at(-1)?.[1];
    if (/^\S.*:$/.test(line)) sections.push([line, []]);
    else if (/^ \S/.test(line)) rows?.push(line.trim().split(/\s+/));
    else if (/^ {2,}(?!replacing )\S/.test(line)) rows?.at(-1)?.push(...line.trim().split(/\s+/));
  }
  return sections;
}

/** Whether dnf failed because a repository did not answer. */
export const notReached = ({ stdout, stderr }: Output): boolean =>
  /Failed to download|Cannot download|Curl error|Librepo error|No more mirrors/i.test(`${stdout}${stderr}`);

/** What dnf says is wrong, without its progress and its advice to go round what is wrong. */
export function dnfWords({ stdout, stderr }: Output): string {
  const lines = (stderr.trim() || stdout.trim()).split('\n').filter((line) => line.trim() !== '' && !noise.test(line));
  return [...new Set(lines)].slice(-12).join('\n');
}

const noise = new RegExp(
  [
    '^(Updating and loading|Repositories loaded|Last metadata|Total size|After this|The operation will|was |-+$)',
    '^(Ignoring repositories|You can try|  --skip|\\[\\d+/\\d+\\]| \\S.*%)',
  ].join('|'),
);

const rowsOf = (text: string, word: string): readonly string[][] =>
  text.split('\n').flatMap((line) => (line.startsWith(`${word} `) ? [line.trim().split(' ').slice(1)] : []));
