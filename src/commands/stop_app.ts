import { command } from '../cli/command.js';

export default command({
  section: 'node_management',
  summary: 'Stops the RabbitMQ application, leaving the runtime (Erlang VM) running',
  tool: 'rabbitmqctl',
  about: 'node',
  examples: ['rabbitctl -n rabbit@mq2 stop_app'],
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
