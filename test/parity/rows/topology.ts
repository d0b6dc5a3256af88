import { bindingColumns } from '../../../src/cluster/binding-columns.js';
import { exchangeColumns } from '../../../src/cluster/exchange-columns.js';
import { awkward } from '../fixture-definitions.js';
import type { Row } from '../row.js';

const formatters = ['table', 'csv', 'json', 'json_stream', 'erlang', 'string', 'inspect'];
const without = (columns: object, lost: string) => Object.keys(columns).filter((column) => column !== lost);

const exchanges = (...words: string[]): Row => ({ argv: ['list_exchanges', '-p', awkward.vhost, ...words] });
const bindings = (...words: string[]): Row => ({ argv: ['list_bindings', '-p', awkward.vhost, ...words] });
const inNoVhost = (command: string): readonly Row[] =>
  ['table', 'json', 'erlang', 'csv'].map((formatter) => ({
    argv: [command, '-p', 'no such vhost', '--formatter', formatter],
  }));
const byTool = (row: Row): Row => ({ ...row, asksTool: true });

/** Exchanges and bindings, those with several arguments among them, whose order HTTP has lost. */
export const topologyRows: readonly Row[] = [
  exchanges(),
  ...without(exchangeColumns, 'arguments').map((column) => exchanges('name', column)),
  ...formatters.map((formatter) => exchanges(...without(exchangeColumns, 'arguments'), '--formatter', formatter)),
  ...['table', 'csv'].map((formatter) => exchanges('name', 'arguments', '--formatter', formatter)),
  ...['json', 'erlang', 'string'].map((formatter) => byTool(exchanges('name', 'arguments', '--formatter', formatter))),
  exchanges('policy', 'name', 'policy'),
  exchanges('-s'),
  exchanges('--no-table-headers'),
  exchanges('nonsense'),
  exchanges('--dry-run'),
  exchanges('--timeout', '0'),
  { argv: ['list_exchanges'] },
  ...inNoVhost('list_exchanges'),
  byTool(bindings()),
  byTool(bindings('--formatter', 'json')),
  ...formatters.map((formatter) => bindings(...without(bindingColumns, 'arguments'), '--formatter', formatter)),
  bindings('destination_kind', 'routing_key'),
  bindings('source_kind', '-q'),
  bindings('nonsense'),
  bindings('source', '--formatter', 'json'),
  { argv: ['list_bindings', '-p', awkward.fewArgumentsVhost] },
  { argv: ['list_bindings', '-p', awkward.emptyVhost] },
  ...inNoVhost('list_bindings').map((row) => (/json|erlang/.test(String(row.argv)) ? byTool(row) : row)),
];
