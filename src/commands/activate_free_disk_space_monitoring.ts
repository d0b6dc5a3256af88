import { command } from '../cli/command.js';

export default command({
  section: 'configuration',
  summary: 'Watches the free disk space of the node again',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
