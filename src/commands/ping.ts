import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { heardOverHttp } from '../cluster/http-cannot-answer.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Checks that the node runs and can be reached',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  timeout: 60,
  banner: ({ node, settings }) =>
    `Will ping ${node.name}. This only checks if the OS process is running and registered with epmd. Timeout: ${(settings.timeout.value ?? 60) * 1000} ms.`,
  // An answer over HTTP proves more than a ping does; without one the node's own tool decides.
  run: async ({ node }) => {
    await heardOverHttp(getOverview(node.api));
    return value('Ping succeeded');
  },
});
