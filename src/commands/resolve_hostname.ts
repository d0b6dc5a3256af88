import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Resolves a host name as the node does',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  args: { hostname: text('host name') },
  flags: { 'address-family': option('IPv4 or IPv6', 'a'), offline: flag("by the node's own tool, without the node") },
  run: ({ ownTool }) => ownTool(),
});
