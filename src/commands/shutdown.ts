import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';

export default command({
  section: 'node_management',
  summary: 'Stops RabbitMQ and the runtime of the node',
  tool: 'rabbitmqctl',
  about: 'node',
  flags: { wait: { ...flag('wait until the process is gone'), missing: true } },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
