import { inspectTerm } from './elixir-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { proplist } from './rows-of-value.js';
import type { Term } from './term.js';

export { formatValue } from './string.js';

/** The pairs of a row one after the other, and an empty line between rows, as the real tools do it. */
export function formatRows({ columns, streamed }: Heading, options: FormatOptions): RowFormatter {
  let separator = '';
  return {
    row(row) {
      const pairs = (proplist(columns, row) as readonly Term[]).map((pair) => inspectTerm(pair, options));
      const text = `${separator}${pairs.join('')}\n`;
      separator = '\n';
      return text;
    },
    end: () => (separator === '' && !streamed ? '\n' : ''),
  };
}
