import { command } from '../cli/command.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: "Shows the node's RabbitMQ version",
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} for its RabbitMQ version...`,
  run: async ({ node, face }) => {
    const { rabbitmq } = await node.version();
    return value(face === 'json' ? { result: 'ok', value: rabbitmq } : rabbitmq);
  },
});
