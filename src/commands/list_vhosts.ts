import { listVhosts, type Vhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { Atom, type Term } from '../format/term.js';

const columns: Readonly<Record<string, (vhost: Vhost) => Term>> = {
  name: (vhost) => vhost.name ?? '',
  description: (vhost) => vhost.description ?? '',
  tags: (vhost) => (vhost.tags ?? []).map((tag) => new Atom(tag)),
  tracing: (vhost) => vhost.tracing ?? false,
  cluster_state: (vhost) => mapValues(vhost.cluster_state ?? {}, (state) => new Atom(state)),
  default_queue_type: (vhost) =>
    vhost.default_queue_type === undefined || vhost.default_queue_type === 'undefined'
      ? new Atom('undefined')
      : vhost.default_queue_type,
  protected_from_deletion: (vhost) => vhost.protected_from_deletion ?? vhost.metadata?.protected_from_deletion === true,
  metadata: (vhost) => (vhost.metadata ?? {}) as Term,
};

export default command({
  section: 'access_control',
  summary: 'Lists virtual hosts',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(columns), ['name']) },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  banner: () => 'Listing vhosts ...',
  run: async ({ cluster, args }) => ({
    kind: 'rows',
    columns: [...new Set(args.columns)],
    rows: (await listVhosts(cluster.api)).map((vhost) =>
      pickColumns(columns, [...new Set(args.columns)]).map((column) => column(vhost)),
    ),
    streamed: true,
  }),
});

const mapValues = <T>(from: Readonly<Record<string, string>>, change: (value: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(from).map(([key, entry]) => [key, change(entry)]));
