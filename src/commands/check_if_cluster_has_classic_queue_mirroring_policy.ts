import { command } from '../cli/command.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when a policy mirrors classic queues (3.13; gone with them in 4.0)',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  run: ({ ownTool }) => ownTool(),
});
