import { inspectTerm } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { list } from './list.js';
import { proplist } from './rows-of-value.js';
import type { Term } from './term.js';

/** Everything but text as Elixir inspects it. */
export const formatValue = (value: Term, options: FormatOptions): string =>
  `${typeof value === 'string' ? value : inspectTerm(value, options)}\n`;

export const formatRows = ({ columns, streamed }: Heading, options: FormatOptions): RowFormatter =>
  list(streamed, (row) => inspectTerm(proplist(columns, row), options));
