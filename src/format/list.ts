import type { RowFormatter } from './formatter.js';
import type { Row } from './result.js';

/** `[`, the elements on lines of their own with a comma before all but the first, `]`. */
export function list(streamed: boolean, element: (row: Row) => string): RowFormatter {
  let lead = '[\n';
  return {
    row(row) {
      const text = `${lead}${element(row)}\n`;
      lead = ',';
      return text;
    },
    end() {
      if (lead === ',') return ']\n';
      return streamed ? '[\n]\n' : '[]\n';
    },
  };
}
