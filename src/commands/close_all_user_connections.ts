import { listConnectionsOf } from '../api/client-connections.js';
import { orNotFound } from '../api/is-found.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { closeConnections } from '../cluster/close-connections.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'operations',
  summary: 'Closes all connections of a user',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), explanation: text('what the clients are told') },
  banner: ({ args }) => `Closing connections of user ${args.username}, reason: ${args.explanation}...`,
  run: async ({ cluster, args: { username, explanation } }) => {
    await closeConnections(cluster.api, {
      list: () => orNotFound(listConnectionsOf(cluster.api, username), notBefore),
      explanation,
    });
  },
});

const notBefore = () => new NotOverHttp('HTTP does not list the connections of a user before 3.10.8');
