import { listNodes } from '../api/nodes.js';
import type { Queue } from '../api/queues.js';
import { command } from '../cli/command.js';
import { httpLacks } from '../cli/http-lacks.js';
import { columnsOf, flag, vhost } from '../cli/input.js';
import { pickColumns, refuseColumns } from '../cli/pick-columns.js';
import { has } from '../cluster/capabilities.js';
import type { Cluster } from '../cluster/cluster.js';
import { argumentsAreCertain, httpFields, queueColumns } from '../cluster/queue-columns.js';
import { queuesWithTotals } from '../cluster/queues-with-totals.js';
import { collected, mapped } from '../items.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists queues and their properties',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  timeout: 60,
  args: { columns: columnsOf(Object.keys(queueColumns), ['name', 'messages']) },
  flags: {
    vhost,
    online: flag('only queues whose leader runs on a node that is up'),
    offline: flag('only queues whose leader runs on a node that is down'),
    local: flag('only queues whose leader runs on the node itself'),
  },
  examples: [
    'rabbitctl list_queues -p shop name messages consumers',
    "rabbitctl list_queues name messages --formatter json | jq -r '.[].name'",
  ],
  validate: ({ args }) => void pickColumns(queueColumns, args.columns),
  banner: ({ flags, settings }) => [
    `Timeout: ${(settings.timeout.value ?? 60).toFixed(1)} seconds ...`,
    `Listing queues for vhost ${flags.vhost} ...`,
  ],
  run: async ({ cluster, settings, args, flags, face, version, note }) => {
    const names = [...new Set(args.columns)];
    const columns = pickColumns(queueColumns, names);
    // Of the arguments HTTP has lost the AMQP types, which all but tables and CSV print.
    const typed = face !== 'text' || !['table', 'csv'].includes(flags.formatter ?? 'table');
    const lacking = (name: string) => queueColumns[name]?.fields === undefined || (name === 'arguments' && typed);
    httpLacks(names.filter(lacking), { settings, note });
    const fields = httpFields(names, flags.online || flags.offline || flags.local);
    const [queues, lives, release] = await Promise.all([
      queuesWithTotals(cluster.api, flags.vhost, fields),
      leaderFilter(cluster, flags),
      columns.some((column) => column.versioned === true) ? version() : undefined,
    ]);
    const rabbitmq = release?.rabbitmq ?? '';
    refuseColumns(
      names.filter((name) => queueColumns[name]?.since !== undefined && !has(rabbitmq, queueColumns[name].since)),
    );
    const rows = (some: readonly Queue[]) =>
      some.filter(lives).map((queue) => columns.map((column) => column.term(queue, rabbitmq)));
    if (!names.includes('arguments'))
      return { kind: 'rows', columns: names, rows: mapped(queues, rows), streamed: true };
    const all = await collected(queues);
    if (!all.every((queue) => argumentsAreCertain(queue, rabbitmq))) httpLacks(['arguments'], { settings, note });
    return { kind: 'rows', columns: names, rows: rows(all), streamed: true };
  },
});

/** --local wins; --online and --offline together are as if neither was given (rabbitmq_cli `list_queues_command.ex`). */
async function leaderFilter(
  cluster: Cluster,
  { local, online, offline }: { readonly local: boolean; readonly online: boolean; readonly offline: boolean },
): Promise<(queue: Queue) => boolean> {
  if (local) {
    const { name } = await cluster.target();
    return (queue) => queue.node === name;
  }
  if (online === offline) return () => true;
  const nodes = await listNodes(cluster.api, ['name', 'running']);
  const running = new Set(nodes.filter((node) => node.running === true).map((node) => node.name));
  return (queue) => running.has(queue.node) === online;
}
