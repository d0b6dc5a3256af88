import { Defect, UsageError } from '../errors.js';
import { nearest } from '../nearest.js';
import type { Paint } from './paint.js';
import type { Row, Rows } from './result.js';
import type { Term } from './term.js';

export interface FormatOptions {
  readonly silent: boolean;
  readonly tableHeaders: boolean;
  readonly padToHeader: boolean;
  /** Erlang's release on the node: its printer changed over time. */
  readonly otp: number;
  /** Columns of the terminal; only drawings for people look at it. */
  readonly width: number;
  readonly paint: Paint;
}

/** Turns a Result into text and does no I/O. */
export interface Formatter {
  /** One value, line end included. */
  formatValue(value: Term, options: FormatOptions): string;
  formatRows(rows: Heading, options: FormatOptions): RowFormatter;
}

export type Heading = Pick<Rows, 'columns' | 'streamed'>;

export interface RowFormatter {
  /** The text of one more row and of what stands before it; empty for a format that draws at the end. */
  row(row: Row): string;
  /** What closes the list, be it empty. */
  end(): string;
}

const formatters: Readonly<Record<string, () => Promise<Formatter>>> = {
  table: () => import('./table.js'),
  pretty_table: () => import('./pretty_table.js'),
  csv: () => import('./csv.js'),
  json: () => import('./json.js'),
  json_stream: () => import('./json_stream.js'),
  erlang: () => import('./erlang.js'),
  string: () => import('./string.js'),
  string_per_line: () => import('./string_per_line.js'),
  inspect: () => import('./inspect.js'),
  report: () => import('./report.js'),
  encrypted_conf_value: () => import('./encrypted_conf_value.js'),
};

export const formatterNames: readonly string[] = Object.keys(formatters);

/** The formatter of that name. */
export async function loadFormatter(name: string): Promise<Formatter> {
  requireFormatter(name);
  const load = formatters[name];
  if (load === undefined) throw new Defect(`no file for the formatter ${name}`);
  return load();
}

/** A banner would spoil these for the program that reads them. Erlang terms are not among them, as in the real tools. */
export const isMachineReadable = (formatter: string): boolean => ['csv', 'json', 'json_stream'].includes(formatter);

export const isJson = (formatter: string): boolean => ['json', 'json_stream'].includes(formatter);

/** Throws UsageError when there is no such formatter: before anything is asked of a cluster. */
export function requireFormatter(name: string): void {
  if (formatterNames.includes(name)) return;
  const likely = nearest(name, formatterNames);
  throw new UsageError(`Formatter '${name}' does not exist`, {
    hint: `${likely === undefined ? '' : `Did you mean '${likely}'?\n`}Formatters: ${formatterNames.join(', ')}`,
  });
}
