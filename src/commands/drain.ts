import { command } from '../cli/command.js';

export default command({
  section: 'upgrade',
  summary: 'Puts the node under maintenance: listeners shut, connections closed, leaders moved away',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
