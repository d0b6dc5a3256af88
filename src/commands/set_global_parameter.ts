import { putGlobalParameter } from '../api/global-parameters.js';
import { parseJson } from '../api/json.js';
import { orRefused } from '../api/refused.js';
import { command } from '../cli/command.js';
import { json, text } from '../cli/input.js';

export default command({
  section: 'parameters',
  summary: 'Sets a runtime parameter of the whole cluster',
  tool: 'rabbitmqctl',
  args: { name: text('name of the parameter'), value: json('its value, as JSON') },
  examples: ['rabbitctl set_global_parameter cluster_tags \'{"region":"eu-west"}\''],
  banner: ({ args }) => `Setting global runtime parameter "${args.name}" to "${args.value.text}" ...`,
  run: async ({ cluster, args }) => {
    const value = args.value.parse((typed) => parseJson(typed, true));
    await orRefused(putGlobalParameter(cluster.api, args.name, value));
  },
});
