import type { Row } from './row.js';

/** What a row is called in reports: its own name, or its command line. */
export const nameOf = (row: Row): string =>
  row.name ??
  [
    row.tool ?? 'rabbitmqctl',
    ...row.argv.map((word) => (/^[\w@:.,/=-]+$/.test(word) ? word : JSON.stringify(word))),
  ].join(' ');
