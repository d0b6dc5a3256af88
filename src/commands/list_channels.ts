import { channelItems } from '../api/channels.js';
import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { channelColumns, defaultChannelColumns } from '../cluster/channel-columns.js';
import { asShown } from '../cluster/shown-to-user.js';
import { begun } from '../items.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists all channels of the whole cluster',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(channelColumns), defaultChannelColumns) },
  examples: ['rabbitctl list_channels name user consumer_count messages_unacknowledged'],
  validate: ({ args }) => void pickColumns(channelColumns, args.columns),
  banner: () => 'Listing channels ...',
  run: (context) =>
    rowsOverHttp(context, channelColumns, context.args.columns, (fields) =>
      asShown(context.cluster.api, context.note, begun(channelItems(context.cluster.api, fields))),
    ),
});
