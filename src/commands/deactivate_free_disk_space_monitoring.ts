import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Stops watching the free disk space of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
