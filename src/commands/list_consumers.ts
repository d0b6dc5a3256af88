import { type Consumer, listConsumers } from '../api/consumers.js';
import { orNone } from '../api/is-found.js';
import { command } from '../cli/command.js';
import { httpLacks } from '../cli/http-lacks.js';
import { columnsOf, vhost } from '../cli/input.js';
import { notInGroups } from '../cli/not-in-groups.js';
import { pickColumns } from '../cli/pick-columns.js';
import { consumerColumns, defaultConsumerColumns } from '../cluster/consumer-columns.js';
import { toldByHttp } from '../cluster/told-by-http.js';
import type { Properties } from '../format/term.js';

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
  run: async ({ cluster, settings, args, flags, face, note }) => {
    // The real tool keeps its own order, whatever the order asked for.
    const names = Object.keys(consumerColumns).filter((name) => args.columns.includes(name));
    notInGroups('consumers', flags.formatter, settings);
    const typed = face !== 'text' || flags.formatter === 'pretty_table';
    httpLacks(
      names.filter((name) => name === 'channel_pid' || (name === 'arguments' && typed)),
      { settings, note },
    );
    const columns = pickColumns(consumerColumns, names);
    const consumers = await orNone(cluster.api, listConsumers(cluster.api, flags.vhost));
    const told = (consumer: Consumer) => toldByHttp((consumer.arguments ?? {}) as Properties, false);
    if (names.includes('arguments') && !consumers.every(told)) httpLacks(['arguments'], { settings, note });
    return {
      kind: 'rows',
      columns: names,
      rows: consumers.map((consumer) => columns.map((column) => column(consumer))),
      streamed: true,
    };
  },
});
