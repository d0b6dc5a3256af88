import { command } from '../cli/command.js';

export default command({
  section: 'operations',
  summary: 'Removes what mirrors classic queues from all policies (3.13; gone with them in 4.0)',
  tool: 'rabbitmqctl',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
