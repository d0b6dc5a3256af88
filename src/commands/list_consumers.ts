import { listConsumers } from '../api/consumers.js';
import { command } from '../cli/command.js';
import { httpLacks } from '../cli/http-lacks.js';
import { columnsOf, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { consumerColumns, defaultConsumerColumns } from '../cluster/consumer-columns.js';
import { NotFound } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the consumers of a virtual host',
  tool: 'rabbitmqctl',
  formatter: 'table',
  args: { columns: columnsOf(Object.keys(consumerColumns), defaultConsumerColumns) },
  flags: { vhost },
  examples: ['rabbitctl list_consumers -p shop queue_name consumer_tag active'],
  validate: ({ args }) => void pickColumns(consumerColumns, args.columns),
  banner: ({ flags }) => `Listing consumers in vhost ${flags.vhost} ...`,
  run: async ({ cluster, settings, args, flags, face, note }) => {
    const lacking = (name: string) => name === 'channel_pid' || (name === 'arguments' && face !== 'text');
    httpLacks(args.columns.filter(lacking), { settings, note });
    const columns = pickColumns(consumerColumns, args.columns);
    const consumers = await listConsumers(cluster.api, flags.vhost).catch((error: unknown) => {
      if (error instanceof NotFound) return [];
      throw error;
    });
    return {
      kind: 'rows',
      columns: args.columns,
      rows: consumers.map((consumer) => columns.map((column) => column(consumer))),
      streamed: true,
    };
  },
});
