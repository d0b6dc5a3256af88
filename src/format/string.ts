import { inspectTerm, stringOrInspect } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { proplist } from './rows-of-value.js';
import type { Term } from './term.js';

/** Text as it is; a list one item a line. */
export function formatValue(value: Term, options: FormatOptions): string {
  const items = Array.isArray(value) && value.length > 0 ? value : [value];
  return items.map((item: Term) => `${stringOrInspect(item, options)}\n`).join('');
}

/** Each row as Elixir would inspect it, for a row has no text of its own. */
export function formatRows({ columns, streamed }: Heading, options: FormatOptions): RowFormatter {
  let empty = true;
  return {
    row(row) {
      empty = false;
      return `${inspectTerm(proplist(columns, row), options)}\n`;
    },
    end: () => (empty && !streamed ? '\n' : ''),
  };
}
