import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { heardOverHttp } from '../cluster/http-cannot-answer.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Says whether RabbitMQ is fully booted on the node; either answer is a success',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} for its status ...`,
  // Where the management listener is shut, the node's own tool tells booting, stopped and down apart.
  run: async ({ node, face }) => {
    await heardOverHttp(getOverview(node.api));
    const message = `RabbitMQ on node ${node.name} is fully booted and running`;
    return value(face === 'json' ? { result: true, message } : message);
  },
});
