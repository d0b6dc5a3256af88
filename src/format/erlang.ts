import { printErlang } from './erlang-text.js';
import type { FormatOptions, Heading, RowFormatter } from './formatter.js';
import { list } from './list.js';
import { proplist } from './rows-of-value.js';
import type { Term } from './term.js';

/** The term as Erlang's `~p` prints it. */
export const formatValue = (value: Term, { otp }: FormatOptions): string => `${printErlang(value, { otp })}\n`;

/** One list of property lists, an element at a time. */
export const formatRows = ({ columns, streamed }: Heading, { otp }: FormatOptions): RowFormatter =>
  list(streamed, (row) => printErlang(proplist(columns, row), { otp }));
