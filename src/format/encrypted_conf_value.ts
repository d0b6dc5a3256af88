import { stringOrInspect } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import * as string from './string.js';
import type { Term } from './term.js';

/** As rabbitmq.conf wants what is encrypted; the real tools know it since 4.0, for text alone. */
export const formatValue = (value: Term, options: FormatOptions): string =>
  `${prefix}${stringOrInspect(value, options)}\n`;

/** Rows as the `string` formatter has them, each with that word before it: the real tools crash over them. */
export function formatRows(heading: Heading, options: FormatOptions): RowFormatter {
  const { row, end } = string.formatRows(heading, options);
  const prefixed = (text: string): string => (text === '' ? '' : `${prefix}${text}`);
  return { row: (cells) => prefixed(row(cells)), end: () => prefixed(end()) };
}

const prefix = 'encrypted:';
