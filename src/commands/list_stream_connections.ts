import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { verbose } from '../cli/verbose.js';
import { pluginConnections } from '../cluster/plugin-connections.js';
import { streamConnectionColumns } from '../cluster/stream-columns.js';

export default command({
  section: 'plugin',
  summary: 'Lists connections of the stream protocol',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'pretty_table',
  lists: true,
  args: { columns: columnsOf(Object.keys(streamConnectionColumns), ['node', 'conn_name']) },
  flags: { verbose },
  validate: ({ args }) => void pickColumns(streamConnectionColumns, args.columns),
  banner: () => 'Listing stream connections ...',
  run: async (context) => {
    const { rabbitmq } = await context.version();
    const columns = context.flags.verbose ? Object.keys(streamConnectionColumns) : context.args.columns;
    const ask = (fields: readonly string[]) =>
      pluginConnections(context, { plugin: 'rabbitmq_stream', protocol: 'stream' }, rabbitmq, fields);
    return rowsOverHttp(context, streamConnectionColumns, columns, ask, 'pretty_table');
  },
});
