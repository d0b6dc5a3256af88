import { orNotFound } from '../api/is-found.js';
import { parseJson } from '../api/json.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { putParameter } from '../api/parameters.js';
import { orRefused } from '../api/refused.js';
import { command } from '../cli/command.js';
import { json, text, vhost } from '../cli/input.js';

export default command({
  section: 'parameters',
  summary: 'Sets a runtime parameter of a virtual host: a shovel, a federation upstream, limits …',
  tool: 'rabbitmqctl',
  args: {
    component_name: text('what the parameter is for: shovel, federation-upstream, …'),
    name: text('name of the parameter'),
    value: json('its value, as JSON'),
  },
  flags: { vhost },
  examples: ['rabbitctl set_parameter federation-upstream west \'{"uri":"amqps://west.example.com"}\''],
  banner: ({ args, flags }) =>
    `Setting runtime parameter "${args.name}" for component "${args.component_name}" to "${args.value.text}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args: { component_name: component, name, value: typed }, flags: { vhost } }) => {
    const value = typed.parse((text) => parseJson(text, true));
    const put = putParameter(cluster.api, { component, vhost, name, value });
    await orRefused(orNotFound(put, noSuchVhost(vhost)));
  },
});
