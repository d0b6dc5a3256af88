import {
  type DeprecatedFeature,
  listDeprecatedFeatures,
  listUsedDeprecatedFeatures,
} from '../api/deprecated-features.js';
import { command } from '../cli/command.js';
import { columnsOf, flag } from '../cli/input.js';
import { pickColumns, refuseColumns } from '../cli/pick-columns.js';
import { has } from '../cluster/capabilities.js';
import { UsageError } from '../errors.js';
import { Atom, type Term } from '../format/term.js';

const columns: Readonly<Record<string, (feature: DeprecatedFeature) => Term>> = {
  name: ({ name = '' }) => new Atom(name),
  deprecation_phase: ({ deprecation_phase: phase = '' }) => new Atom(phase),
  provided_by: ({ provided_by = '' }) => new Atom(provided_by),
  desc: ({ desc = '' }) => desc,
  doc_url: ({ doc_url = '' }) => doc_url,
  state: ({ state = '' }) => new Atom(state),
};

export default command({
  section: 'feature_flags',
  summary: 'Lists deprecated features, or those that are in use',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(columns), []) },
  flags: { used: flag('only those that are in use') },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  banner: ({ flags }) => (flags.used ? 'Listing deprecated features in use ...' : 'Listing deprecated features ...'),
  run: async ({ cluster, args, flags, version }) => {
    const features = await (flags.used ? listUsedDeprecatedFeatures : listDeprecatedFeatures)(cluster.api);
    if (features === undefined) throw new UsageError('deprecated features are listed since RabbitMQ 3.13');
    const hasState = has((await version()).rabbitmq, 'state_of_deprecated_features');
    if (!hasState) refuseColumns(args.columns.filter((name) => name === 'state'));
    const defaults = ['name', 'deprecation_phase', ...(hasState ? ['state'] : [])];
    const names = args.columns.length === 0 ? defaults : [...new Set(args.columns)];
    return {
      kind: 'rows',
      columns: names,
      rows: features.map((feature) => pickColumns(columns, names).map((column) => column(feature))),
      streamed: false,
      ...(hasState ? { usual: 'pretty_table' } : {}),
    };
  },
});
