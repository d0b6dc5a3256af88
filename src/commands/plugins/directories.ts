import { command } from '../../cli/command.js';
import { flag } from '../../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows where the node has its plugins, and the file of those that are enabled',
  tool: 'rabbitmq-plugins',
  about: 'node',
  allNodes: true,
  flags: { online: flag('ask the running node'), offline: flag('read the files alone') },
  run: ({ ownTool }) => ownTool(),
});
