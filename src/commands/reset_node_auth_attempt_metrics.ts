import { resetAuthAttempts } from '../api/auth-attempts.js';
import { orNoRoute } from '../api/or-no-route.js';
import { command } from '../cli/command.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'configuration',
  summary: 'Makes a node count logins anew',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Reset auth attempt metrics on node ${node.name} ...`,
  run: ({ node }) =>
    orNoRoute(
      resetAuthAttempts(node.api, node.name),
      (cause) => new NotOverHttp('HTTP counts no logins before RabbitMQ 3.8.10', { cause }),
    ),
});
