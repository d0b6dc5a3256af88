import { orNotFound } from '../api/is-found.js';
import { deleteParameter } from '../api/parameters.js';
import { noSuchParameter } from '../api/refused.js';
import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'parameters',
  summary: 'Removes a runtime parameter of a virtual host',
  tool: 'rabbitmqctl',
  args: {
    component_name: text('what the parameter is for: shovel, federation-upstream, …'),
    name: text('name of the parameter'),
  },
  flags: { vhost },
  banner: ({ args, flags }) =>
    `Clearing runtime parameter "${args.name}" for component "${args.component_name}" on vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args: { component_name: component, name }, flags: { vhost } }) => {
    await orNotFound(deleteParameter(cluster.api, { component, vhost, name }), noSuchParameter);
  },
});
