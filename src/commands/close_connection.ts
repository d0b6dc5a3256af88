import { checkReason, closeClientConnection } from '../api/client-connections.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { DataError, NotOverHttp } from '../errors.js';

export default command({
  section: 'operations',
  summary: "Closes a client's connection, named by its pid or by its name",
  tool: 'rabbitmqctl',
  args: {
    connection_pid: text('pid, as list_connections prints it, or the name of the connection'),
    explanation: text('what the client is told'),
  },
  examples: ['rabbitctl close_connection "10.0.0.1:51234 -> 10.0.0.2:5672" "please connect anew"'],
  banner: ({ args }) => `Closing connection ${args.connection_pid}, reason: ${args.explanation}...`,
  run: async ({ cluster, args: { connection_pid: connection, explanation } }) => {
    if (/^<.*>$/.test(connection)) throw new NotOverHttp('HTTP knows no pids');
    checkReason(explanation);
    const known = connection !== '' && closeClientConnection(cluster.api, connection, explanation);
    if (!(await known))
      throw new DataError(`there is no connection "${connection}", nor is that a pid`, { exitCode: 69 });
  },
});
