import { deleteGlobalParameter } from '../api/global-parameters.js';
import { noSuchParameter } from '../api/refused.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';

export default command({
  section: 'parameters',
  summary: 'Removes a runtime parameter of the whole cluster',
  tool: 'rabbitmqctl',
  args: { name: text('name of the parameter') },
  banner: ({ args }) => `Clearing global runtime parameter "${args.name}" ...`,
  run: async ({ cluster, args }) => {
    if (!(await deleteGlobalParameter(cluster.api, args.name))) throw noSuchParameter();
  },
});
