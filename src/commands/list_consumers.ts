import { consumerItems } from '../api/consumers.js';
import { begunOrNone } from '../api/items.js';
import { command } from '../cli/command.js';
import { columnsOf, vhost } from '../cli/input.js';
import { notInGroups } from '../cli/not-in-groups.js';
import { pickColumns } from '../cli/pick-columns.js';
import { rowsOverHttp } from '../cli/rows-over-http.js';
import { consumerColumns, defaultConsumerColumns } from '../cluster/consumer-columns.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the consumers of a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(consumerColumns), defaultConsumerColumns) },
  flags: { vhost },
  examples: ['rabbitctl list_consumers -p shop queue_name consumer_tag active'],
  validate: ({ args }) => void pickColumns(consumerColumns, args.columns),
  banner: ({ flags }) => `Listing consumers in vhost ${flags.vhost} ...`,
  run: (context) => {
    const { cluster, settings, args, flags } = context;
    notInGroups('consumers', flags.formatter, settings);
    // The real tool keeps its own order, whatever the order asked for.
    const names = Object.keys(consumerColumns).filter((name) => args.columns.includes(name));
    return rowsOverHttp(context, consumerColumns, names, (fields) =>
      begunOrNone(cluster.api, consumerItems(cluster.api, flags.vhost, fields)),
    );
  },
});
