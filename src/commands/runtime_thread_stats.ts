import { command } from '../cli/command.js';
import { integer } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows what the threads of the runtime do',
  tool: 'rabbitmq-diagnostics',
  toolFormatter: 'msacc',
  about: 'node',
  allNodes: true,
  flags: { 'sample-interval': integer('seconds to measure for', undefined, 'i') },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
