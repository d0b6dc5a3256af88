import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { verbose } from '../cli/verbose.js';
import { pluginConnections } from '../cluster/plugin-connections.js';
import { stompColumns } from '../cluster/stomp-columns.js';

export default command({
  section: 'plugin',
  summary: 'Lists STOMP connections',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(stompColumns), ['session_id', 'conn_name']) },
  flags: { verbose },
  validate: ({ args }) => void pickColumns(stompColumns, args.columns),
  banner: () => 'Listing STOMP connections ...',
  run: async (context) => {
    const { rabbitmq } = await context.version();
    const columns = context.flags.verbose ? Object.keys(stompColumns) : context.args.columns;
    return rowsOverHttp(context, stompColumns, columns, (fields) =>
      pluginConnections(context, { plugin: 'rabbitmq_stomp', protocol: 'STOMP' }, rabbitmq, fields),
    );
  },
});
