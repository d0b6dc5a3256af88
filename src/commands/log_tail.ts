import { command } from '../cli/command.js';
import { integer } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows the last lines of the log of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { number: integer('how many lines', undefined, 'N') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
