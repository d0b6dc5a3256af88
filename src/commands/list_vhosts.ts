import { tagsOf } from '../api/users.js';
import { listVhosts, type Vhost } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import { httpLacks } from '../cli/http-lacks.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns, refuseColumns } from '../cli/pick-columns.js';
import { type Feature, has } from '../cluster/capabilities.js';
import { asShown } from '../cluster/shown-to-user.js';
import { Atom, type Term } from '../format/term.js';

const columns: Readonly<Record<string, (vhost: Vhost) => Term>> = {
  name: (vhost) => vhost.name ?? '',
  description: (vhost) => vhost.description ?? '',
  tags: (vhost) => tagsOf(vhost).map((tag) => new Atom(tag)),
  tracing: (vhost) => vhost.tracing ?? false,
  cluster_state: (vhost) => mapValues(vhost.cluster_state ?? {}, (state) => new Atom(state ?? '')),
  default_queue_type: (vhost) =>
    vhost.default_queue_type === undefined || vhost.default_queue_type === 'undefined'
      ? new Atom('undefined')
      : vhost.default_queue_type,
  protected_from_deletion: (vhost) => vhost.protected_from_deletion ?? vhost.metadata?.protected_from_deletion === true,
  metadata: (vhost) => (vhost.metadata ?? {}) as Term,
};

/** Versions without that feature refuse the column. */
const since: Readonly<Record<string, Feature>> = {
  default_queue_type: 'default_queue_type',
  protected_from_deletion: 'vhost_deletion_protection',
  metadata: 'vhost_deletion_protection',
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
  run: async ({ cluster, args, settings, face, note, version }) => {
    const names = [...new Set(args.columns)];
    // A map, of which only JSON does not show the order of the keys.
    if (face !== 'json')
      httpLacks(
        names.filter((name) => name === 'metadata'),
        { settings, note },
      );
    if (names.some((name) => Object.hasOwn(since, name))) {
      const { rabbitmq } = await version();
      refuseColumns(names.filter((name) => since[name] !== undefined && !has(rabbitmq, since[name])));
    }
    return {
      kind: 'rows',
      columns: names,
      rows: (await asShown(cluster.api, note, listVhosts(cluster.api))).map((vhost) =>
        pickColumns(columns, names).map((column) => column(vhost)),
      ),
      streamed: true,
    };
  },
});

const mapValues = <T>(
  from: Readonly<Record<string, string | null>>,
  change: (value: string | null) => T,
): Record<string, T> => Object.fromEntries(Object.entries(from).map(([key, entry]) => [key, change(entry)]));
