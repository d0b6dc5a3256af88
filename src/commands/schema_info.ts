import { command } from '../cli/command.js';
import { words } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the tables of Mnesia',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  args: { columns: words('name, snmp_alias, …') },
  run: ({ ownTool }) => ownTool(),
});
