import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { verbose } from '../cli/verbose.js';
import { mqttColumns } from '../cluster/mqtt-columns.js';
import { pluginConnections } from '../cluster/plugin-connections.js';

export default command({
  section: 'plugin',
  summary: 'Lists MQTT connections',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(mqttColumns), ['client_id', 'conn_name']) },
  flags: { verbose },
  validate: ({ args }) => void pickColumns(mqttColumns, args.columns),
  banner: () => 'Listing MQTT connections ...',
  run: async (context) => {
    const { rabbitmq } = await context.version();
    const columns = context.flags.verbose ? Object.keys(mqttColumns) : context.args.columns;
    return rowsOverHttp(context, mqttColumns, columns, (fields) =>
      pluginConnections(context, { plugin: 'rabbitmq_mqtt', protocol: 'MQTT' }, rabbitmq, fields),
    );
  },
});
