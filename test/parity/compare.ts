import { parseErlang } from '../../src/format/erlang-parse.js';
import { printErlang } from '../../src/format/erlang-text.js';
import type { Answer } from './answers.js';
import type { Mask } from './masks.js';

/** How the stdout of a row is read. */
export interface Reading {
  readonly argv: readonly string[];
  readonly unordered?: boolean;
  readonly only?: 'exit code';
  readonly mask?: Mask;
}

/** What of an answer must be equal: the exit code, the banner and header as they are, the rows in any order. */
export function comparable({ code, stdout }: Answer, reading: Reading): string {
  if (reading.only === 'exit code') return `exit ${code}`;
  return `exit ${code}\n${comparableText(stdout, reading)}`;
}

function comparableText(text: string, { argv, unordered = false, mask }: Reading): string {
  const formatter = formatterOf(argv);
  // Erlang text is read first: what is masked would be no term.
  const masked = formatter === 'erlang' ? text : maskText(text, mask);
  // A masked number would be no JSON: there `columns` hides what moves.
  const json =
    formatter === 'json' || /^[[{]/.test(masked) ? (parsed(masked) ?? parsed(dropped(text, mask))) : undefined;
  if (json !== undefined)
    return JSON.stringify(canonical(picked(json, mask?.pick), unordered, mask?.columns ?? [], true), null, 1);
  const lines = formatter === 'json_stream' ? streamText(text, unordered, mask) : masked;
  const { head, rows } = split(lines, formatter, argv);
  const shown = hideColumns(head, rows, mask, formatter);
  const whole = [...head, ...(unordered || isList(argv) ? shown.toSorted() : shown)].join('\n');
  return formatter === 'erlang' ? maskText(whole, mask) : whole;
}

const dropped = (text: string, { drop }: Mask = {}): string => (drop === undefined ? text : text.replaceAll(drop, ''));

function maskText(text: string, mask: Mask = {}): string {
  const kept = dropped(text, mask);
  const { text: hidden } = mask;
  if (hidden === undefined) return kept;
  return kept.replaceAll(hidden, (_, group) => `${typeof group === 'string' ? group : ''}***`);
}

/** Up to 3.12 the tool writes escapes into pipes too, and pretty_table is drawn with a terminal's line set: ours never. */
export function withoutEscapes(text: string): string {
  return text
    .replace(/\x1b\(0([a-z]+)\x1b\(B/g, (_, lines: string) =>
      [...lines].map((letter) => boxes[letter] ?? letter).join(''),
    )
    .replace(/\x1b\[[0-9;]*m/g, '');
}

const boxes: Readonly<Record<string, string>> = {
  ...{ l: '┌', q: '─', w: '┬', k: '┐', x: '│', t: '├', n: '┼', u: '┤', m: '└', v: '┴', j: '┘' },
};

/** Of the words of a row; empty where it asks for none. */
export function formatterOf(argv: readonly string[]): string {
  const at = argv.indexOf('--formatter');
  return at === -1 ? '' : (argv[at + 1] ?? '');
}

const isList = (argv: readonly string[]): boolean => argv.some((word) => word.startsWith('list_'));

/** Banner and header, and then the rows. Erlang's one big list is taken apart between its rows. */
function split(text: string, formatter: string, argv: readonly string[]): { head: string[]; rows: string[] } {
  const lines = text.split('\n');
  const banner = Math.max(
    0,
    lines.findIndex((line) => !line.endsWith('...')),
  );
  if (formatter === 'erlang')
    return { head: lines.slice(0, banner), rows: erlangRows(lines.slice(banner).join('\n'), argv) };
  const header =
    ['', 'table', 'csv', 'pretty_table'].includes(formatter) &&
    !argv.includes('--no-table-headers') &&
    !argv.includes('-s')
      ? 1
      : 0;
  const rows = lines.slice(banner + header);
  return {
    head: lines.slice(0, banner + header),
    rows: formatter === 'inspect' ? rows.map((row) => row.replace(/^,/, '')) : rows,
  };
}

/**
 * The tool prints a list as one term, in its own order of rows, and where a line breaks depends on that order. So each
 * side's text must be what the printer makes of its term, line breaks and all, and the rows are compared one by one.
 */
function erlangRows(text: string, argv: readonly string[]): string[] {
  if (!isList(argv) || !text.startsWith('[')) return [text];
  const term = parseErlang(text);
  if (!Array.isArray(term)) return [text];
  const asErlang = releases.some((otp) => `${printErlang(term, { otp })}\n` === text);
  const rows = term.map((row) => printErlang(row, { otp: 27 }));
  return asErlang ? rows : ['not laid out as Erlang does it:', ...rows];
}

/** Erlang's on the hosts of the lab. */
const releases = [25, 27];

function hideColumns(
  head: readonly string[],
  rows: readonly string[],
  { columns = [], emptyToo }: Mask = {},
  formatter: string,
): readonly string[] {
  const separator = formatter === 'csv' ? ',' : '\t';
  const hidden = (head.at(-1) ?? '').split(separator).map((name) => columns.includes(name.replaceAll('"', '')));
  if (!hidden.includes(true)) return rows;
  return rows.map((row) =>
    row
      .split(separator)
      .map((cell, index) => (hidden[index] && (emptyToo === true || cell !== '') ? '***' : cell))
      .join(separator),
  );
}

/** Each document on its line by value: from 4.3 on its keys stand in the order of the tool's own table of atoms. */
function streamText(text: string, unordered: boolean, mask?: Mask): string {
  const byValue = (line: string) => {
    const masked = maskText(line, mask);
    const document = parsed(masked) ?? parsed(dropped(line, mask));
    return document === undefined ? masked : JSON.stringify(canonical(document, unordered, mask?.columns ?? []));
  };
  return text.split('\n').map(byValue).join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function picked(value: unknown, keys: readonly string[] | undefined): unknown {
  if (keys === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}

/** JSON by value: keys sorted, the rows of a list sorted, masked keys hidden. */
function canonical(value: unknown, unordered: boolean, hidden: readonly string[], top = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item, unordered, hidden));
    if (!top && !unordered) return items;
    return items
      .map((item) => [JSON.stringify(item), item] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, item]) => item);
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, hidden.includes(key) ? '***' : canonical(item, unordered, hidden)] as const,
  );
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
