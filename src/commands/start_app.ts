import { command } from '../cli/command.js';

export default command({
  section: 'node_management',
  summary: 'Starts the RabbitMQ application but leaves the runtime (Erlang VM) as it is',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  examples: ['rabbitctl -n rabbit@mq2 start_app'],
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
