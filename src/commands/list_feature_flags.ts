import { type FeatureFlag, listFeatureFlags } from '../api/feature-flags.js';
import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { Atom, type Term } from '../format/term.js';

const columns: Readonly<Record<string, (flag: FeatureFlag) => Term>> = {
  name: ({ name = '' }) => new Atom(name),
  state: ({ state = '' }) => new Atom(state),
  stability: ({ stability = '' }) => new Atom(stability),
  provided_by: ({ provided_by = '' }) => new Atom(provided_by),
  desc: ({ desc = '' }) => desc,
  doc_url: ({ doc_url = '' }) => doc_url,
};

export default command({
  section: 'feature_flags',
  summary: 'Lists feature flags and their states',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  args: { columns: columnsOf(Object.keys(columns), ['name', 'state']) },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  banner: () => 'Listing feature flags ...',
  run: async ({ cluster, args }) => ({
    kind: 'rows',
    columns: [...new Set(args.columns)],
    rows: (await listFeatureFlags(cluster.api)).map((flag) =>
      pickColumns(columns, [...new Set(args.columns)]).map((column) => column(flag)),
    ),
    streamed: false,
  }),
});
