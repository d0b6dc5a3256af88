import { command } from '../cli/command.js';
import { columnsOf, vhost } from '../cli/input.js';
import { notInGroups } from '../cli/not-in-groups.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { verbose } from '../cli/verbose.js';
import { streamClients } from '../cluster/stream-clients.js';
import { streamConsumerColumns } from '../cluster/stream-columns.js';

const all = Object.keys(streamConsumerColumns);

export default command({
  section: 'plugin',
  summary: 'Lists consumers of the stream protocol',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'pretty_table',
  lists: true,
  args: { columns: columnsOf(all, all.slice(2)) },
  flags: { vhost, verbose },
  validate: ({ args }) => void pickColumns(streamConsumerColumns, args.columns),
  banner: () => 'Listing stream consumers ...',
  run: async (context) => {
    notInGroups('consumers', context.flags.formatter, context.settings);
    const { rabbitmq } = await context.version();
    const ask = () => streamClients(context.cluster.api, 'consumers', context.flags.vhost, rabbitmq);
    const columns = context.flags.verbose ? all : context.args.columns;
    return rowsOverHttp(context, streamConsumerColumns, columns, ask, 'pretty_table');
  },
});
