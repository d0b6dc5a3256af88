import { awkward } from '../fixture-definitions.js';
import { masks } from '../masks.js';
import type { Row } from '../row.js';

const some = ['csv', 'json', 'erlang'];
const all = [...some, 'table', 'json_stream', 'string', 'inspect'];
const withFormatter = (formatters: readonly string[], argv: readonly string[]): readonly Row[] =>
  formatters.map((formatter) => ({ argv: [...argv, '--formatter', formatter] }));

const inVhost = ['-p', awkward.vhost];
const inEmptyVhost = ['-p', awkward.emptyVhost];
const vhostColumns = ['name', 'description', 'tags', 'tracing', 'cluster_state', 'default_queue_type'];
/** From 4.0.6 on; others refuse them. */
const newVhostColumns = ['protected_from_deletion', 'metadata'];

/** Lists that are read in one piece, over names on which something has broken somewhere. */
export const listRows: readonly Row[] = [
  { argv: ['list_users'] },
  ...withFormatter(all, ['list_users']),
  { argv: ['list_users', '--formatter', 'pretty_table'] },
  { argv: ['list_users', '-q'] },
  { argv: ['list_users', '-s'] },
  { argv: ['list_users', '--no-table-headers'] },
  { argv: ['list_users', '--dry-run'] },
  { argv: ['list_vhosts'] },
  ...withFormatter(some, ['list_vhosts']),
  { argv: ['list_vhosts', '-s'] },
  { argv: ['list_vhosts', ...vhostColumns] },
  ...withFormatter(some, ['list_vhosts', ...vhostColumns]),
  ...newVhostColumns.map(
    (column): Row => ({
      argv: ['list_vhosts', 'name', column],
      ...(column === 'metadata' ? { asksTool: true } : {}),
    }),
  ),
  { argv: ['list_vhosts', 'name', ...newVhostColumns, '--formatter', 'json'] },
  { argv: ['list_vhosts', 'tracing', 'name'] },
  { argv: ['list_vhosts', 'name,description'] },
  { argv: ['list_vhosts', 'nonsense'] },
  { argv: ['list_permissions', ...inVhost] },
  ...withFormatter(some, ['list_permissions', ...inVhost]),
  { argv: ['list_permissions', ...inVhost, '-s'] },
  { argv: ['list_permissions', '-p', 'v tab\tbed'] },
  { argv: ['list_permissions', '-p', 'v tab\tbed', '--formatter', 'pretty_table'] },
  { argv: ['list_permissions', '-p', 'no such vhost'] },
  { argv: ['list_permissions', '-p', 'no such vhost', '--formatter', 'json'] },
  { argv: ['list_policies', ...inVhost] },
  ...withFormatter(some, ['list_policies', ...inVhost]),
  { argv: ['list_policies', ...inVhost, '--no-table-headers'] },
  { argv: ['list_policies', ...inVhost, '-q'] },
  { argv: ['list_policies', ...inEmptyVhost] },
  ...withFormatter(some, ['list_policies', ...inEmptyVhost]),
  { argv: ['list_policies', '-p', 'no such vhost'] },
  { argv: ['export_definitions', '-'], mask: masks.definitions, unordered: true },
  { argv: ['export_definitions', '-', '--formatter', 'json'], mask: masks.definitions, unordered: true },
];
