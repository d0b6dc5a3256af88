import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Opens an Erlang shell on the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  run: ({ ownTool, onTerminal }) => ownTool({ endless: true, terminal: onTerminal }),
});
