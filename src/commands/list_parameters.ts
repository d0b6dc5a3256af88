import { checkVhost } from '../api/check-vhost.js';
import { printJson } from '../api/json.js';
import { listParameters } from '../api/parameters.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';

export default command({
  section: 'parameters',
  summary: 'Lists the runtime parameters of a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { vhost },
  banner: ({ flags }) => `Listing runtime parameters for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) => {
    const all = await listParameters(cluster.api);
    const parameters = all.filter((parameter) => parameter.vhost === flags.vhost);
    // The list leaves out what is not there as it does what may not be seen.
    if (parameters.length === 0) await checkVhost(cluster.api, flags.vhost);
    return {
      kind: 'rows',
      columns: ['component', 'name', 'value'],
      rows: parameters.map(({ component = '', name = '', value }) => [component, name, printJson(value ?? null)]),
      streamed: false,
    };
  },
});
