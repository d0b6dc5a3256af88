import { printErlang } from './erlang-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { proplist } from './rows-of-value.js';
import type { Term } from './term.js';

/** The term as Erlang's `~p` prints it. */
export const formatValue = (value: Term, { otp }: FormatOptions): string => `${printErlang(value, { otp })}\n`;

/** One list of property lists, printed as a whole, streamed or not: the real formatter (3.10, 4.0) collects its stream. */
export function formatRows({ columns }: Heading, { otp }: FormatOptions): RowFormatter {
  const rows: Term[] = [];
  return {
    row: (row) => {
      rows.push(proplist(columns, row));
      return '';
    },
    end: () => `${printErlang(rows, { otp })}\n`,
  };
}
