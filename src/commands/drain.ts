import { command } from '../cli/command.js';

export default command({
  section: 'node_management',
  summary: 'Puts the node under maintenance: listeners shut, connections closed, leaders moved away',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  run: ({ ownTool }) => ownTool(),
});
