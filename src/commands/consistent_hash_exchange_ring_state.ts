import { command } from '../cli/command.js';
import { text, vhost } from '../cli/input.js';

export default command({
  section: 'plugin',
  summary: 'Shows how an exchange spreads its keys',
  tool: 'rabbitmq-diagnostics',
  args: { exchange: text('exchange of the type x-consistent-hash') },
  flags: { vhost },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
