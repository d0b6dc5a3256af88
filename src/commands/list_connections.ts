import { type Connection, listConnections } from '../api/connections.js';
import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { connectionColumns, defaultConnectionColumns } from '../cluster/connection-columns.js';
import { NotOverHttp } from '../errors.js';

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
    rowsOverHttp(context, connectionColumns, context.args.columns, async (fields) =>
      (await listConnections(context.cluster.api, [...fields, 'type', 'protocol'])).filter(isAmqp),
    ),
});

/** HTTP lists those of every protocol, and those inside the nodes. */
function isAmqp({ type, protocol }: Connection): boolean {
  if (protocol === undefined) throw new NotOverHttp('HTTP does not tell of which protocol the connections are');
  return type === 'network' && protocol.startsWith('AMQP ');
}
