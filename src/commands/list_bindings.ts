import { bindingItems } from '../api/bindings.js';
import { begunOrNone } from '../api/items.js';
import { command } from '../cli/command.js';
import { columnsOf, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { bindingColumns } from '../cluster/binding-columns.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists all bindings of a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(bindingColumns), Object.keys(bindingColumns)) },
  flags: { vhost },
  examples: ['rabbitctl list_bindings -p shop source_name destination_name routing_key'],
  validate: ({ args }) => void pickColumns(bindingColumns, args.columns),
  banner: ({ flags }) => `Listing bindings for vhost ${flags.vhost}...`,
  run: (context) =>
    rowsOverHttp(context, bindingColumns, context.args.columns, (fields) =>
      begunOrNone(context.cluster.api, bindingItems(context.cluster.api, context.flags.vhost, fields)),
    ),
});
