import { exchangeItems } from '../api/exchanges.js';
import { begunOrNone } from '../api/items.js';
import { command } from '../cli/command.js';
import { columnsOf, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { exchangeColumns } from '../cluster/exchange-columns.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists exchanges',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(exchangeColumns), ['name', 'type']) },
  flags: { vhost },
  examples: ['rabbitctl list_exchanges -p shop name type durable policy'],
  validate: ({ args }) => void pickColumns(exchangeColumns, args.columns),
  banner: ({ flags }) => `Listing exchanges for vhost ${flags.vhost} ...`,
  run: (context) =>
    rowsOverHttp(context, exchangeColumns, context.args.columns, (fields) =>
      begunOrNone(context.cluster.api, exchangeItems(context.cluster.api, context.flags.vhost, fields)),
    ),
});
