import { awkward } from '../fixture-definitions.js';
import type { Row } from '../row.js';

const formatters = ['table', 'pretty_table', 'csv', 'json', 'json_stream', 'erlang', 'string', 'inspect'];

/** Rows for a list in every formatter and with the switches that all lists take. */
const everyFace = (...argv: string[]): readonly Row[] => [
  { argv },
  ...formatters.map((formatter) => ({ argv: [...argv, '--formatter', formatter] })),
  { argv: [...argv, '-q'] },
  { argv: [...argv, '-s'] },
  { argv: [...argv, '--no-table-headers'] },
  { argv: [...argv, '--dry-run'] },
];

export const listRows: readonly Row[] = [
  ...everyFace('list_users'),
  ...everyFace('list_vhosts'),
  ...everyFace('list_permissions', '-p', awkward.vhost),
  ...everyFace('list_policies', '-p', awkward.vhost),
];
