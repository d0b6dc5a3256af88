import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { heardOverHttp } from '../cluster/http-cannot-answer.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when RabbitMQ is not fully booted on the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Checking if RabbitMQ is running on node ${node.name} ...`,
  // The management listener opens at the end of the boot. While it is shut, the node's own tool tells booting from stopped.
  run: async ({ node }) => {
    await heardOverHttp(getOverview(node.api));
    return value(`RabbitMQ on node ${node.name} is fully booted and running`);
  },
});
