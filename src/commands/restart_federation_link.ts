import { listFederationLinks, restartFederationLink } from '../api/federation-links.js';
import { orNoRoute } from '../api/or-no-route.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { nothing, silence } from '../format/result.js';

export default command({
  section: 'plugin',
  summary: 'Restarts a federation link of the node',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { link_id: text('id of the link, as federation_status shows it') },
  banner: ({ node, args }) => `Restarting federation link ${args.link_id} on node ${node.name}`,
  run: async ({ node, args, face }) => {
    const links = await orPluginOff('rabbitmq_federation_management', listFederationLinks(node.api));
    const link = links.find(({ id, node: runsOn }) => id === args.link_id && runsOn === node.name);
    if (link === undefined) {
      const others = links.filter(({ id }) => id === args.link_id).map(({ node: runsOn = '' }) => runsOn);
      throw new CheckFailed('Link with the given ID was not found', {
        node: node.name,
        ...(others.length > 0 && { hint: `It runs on ${others.join(', ')}.` }),
      });
    }
    await orNoRoute(
      restartFederationLink(node.api, link),
      (cause) => new NotOverHttp('HTTP restarts no federation links before RabbitMQ 3.8.10', { cause }),
    );
    return face === 'json' ? silence : nothing;
  },
});
