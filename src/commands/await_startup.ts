import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { heardOverHttp } from '../cluster/http-cannot-answer.js';

export default command({
  section: 'node_management',
  summary: 'Waits until the RabbitMQ application has started on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  // The management listener opens late in the boot: once it answers, the node is up. Until then the node's own tool waits.
  run: async ({ node }) => {
    await heardOverHttp(getOverview(node.api));
  },
});
