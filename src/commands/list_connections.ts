import { type Connection, connectionItems } from '../api/connections.js';
import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { connectionColumns, defaultConnectionColumns } from '../cluster/connection-columns.js';
import { asShown } from '../cluster/shown-to-user.js';
import { NotOverHttp } from '../errors.js';
import { begun, mapped } from '../items.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists AMQP connections of the whole cluster',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(connectionColumns), defaultConnectionColumns) },
  examples: ['rabbitctl list_connections name user vhost state channels'],
  validate: ({ args }) => void pickColumns(connectionColumns, args.columns),
  banner: () => 'Listing connections ...',
  run: (context) =>
    rowsOverHttp(context, connectionColumns, context.args.columns, (fields) => {
      const all = connectionItems(context.cluster.api, [...fields, 'type', 'protocol']);
      return asShown(context.cluster.api, context.note, begun(mapped(all, (some) => some.filter(isAmqp))));
    }),
});

/** HTTP lists those of every protocol, and those inside the nodes. */
function isAmqp({ type, protocol }: Connection): boolean {
  if (protocol === undefined) throw new NotOverHttp('HTTP does not tell of which protocol the connections are');
  return type === 'network' && protocol.startsWith('AMQP ');
}
