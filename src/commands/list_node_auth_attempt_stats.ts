import { listAuthAttempts } from '../api/auth-attempts.js';
import { orNotFound } from '../api/is-found.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

const counts = ['protocol', 'auth_attempts', 'auth_attempts_failed', 'auth_attempts_succeeded'] as const;
const sources = ['remote_address', 'username'] as const;

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists how many logins a node has seen and refused',
  tool: 'rabbitmqctl',
  repeatable: true,
  about: 'node',
  allNodes: true,
  formatter: 'table',
  flags: { 'by-source': flag('by address and user, where the node keeps track of them') },
  banner: ({ node }) => `Listing authentication\n attempts for node "${node.name}" ...`,
  run: async ({ node, flags, face }) => {
    const columns = flags['by-source'] ? [...sources, ...counts] : counts;
    const attempts = await orNotFound(
      listAuthAttempts(node.api, node.name, flags['by-source']),
      (cause) => new NotOverHttp('HTTP counts no logins before RabbitMQ 3.8.10', { cause }),
    );
    const rows = attempts.map((attempt) => columns.map((column) => attempt[column] ?? ''));
    if (face === 'json' && flags.formatter !== 'json_stream') {
      const objects = rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
      return value({ attempts: objects, node: node.name, result: 'ok' });
    }
    if (rows.length === 0) return value(`Node ${node.name} reported no authentication attempt stats`);
    return { kind: 'rows', columns, rows, streamed: false };
  },
});
