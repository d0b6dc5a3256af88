import { command } from '../cli/command.js';
import { integer } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows what the runtime of the node does, until q',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  flags: { interval: integer('seconds between two looks', undefined, 'i') },
  run: ({ ownTool, onTerminal }) => ownTool({ endless: true, terminal: onTerminal }),
});
