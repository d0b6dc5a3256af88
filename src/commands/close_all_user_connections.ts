import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { closeConnections } from '../cluster/close-connections.js';

export default command({
  section: 'operations',
  summary: 'Closes all connections of a user',
  tool: 'rabbitmqctl',
  args: { username: text('name of the user'), explanation: text('what the clients are told') },
  banner: ({ args }) => `Closing connections of user ${args.username}, reason: ${args.explanation}...`,
  run: async ({ cluster, args: { username, explanation } }) => {
    await closeConnections(cluster.api, { which: ({ user }) => user === username, explanation });
  },
});
