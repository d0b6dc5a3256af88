import { listGlobalParameters } from '../api/global-parameters.js';
import { printJson } from '../api/json.js';
import { command } from '../cli/command.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'parameters',
  summary: 'Lists the runtime parameters of the whole cluster',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  banner: () => 'Listing global runtime parameters ...',
  run: async ({ cluster }) => ({
    kind: 'rows',
    columns: ['name', 'value'],
    // One without a name is null in HTTP's list.
    rows: (await listGlobalParameters(cluster.api)).map(({ name, value }) => [
      new Atom(name ?? ''),
      printJson(value ?? null),
    ]),
    streamed: false,
  }),
});
