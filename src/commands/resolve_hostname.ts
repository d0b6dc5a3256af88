import { command } from '../cli/command.js';
import { flag, option, text } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'configuration',
  summary: 'Resolves a host name as the node does',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  args: { hostname: text('host name') },
  flags: { 'address-family': option('IPv4 or IPv6', 'a'), offline: flag("by the node's own tool, without the node") },
  validate: ({ flags: { 'address-family': family = 'ipv4' } }) => {
    if (/^ipv[46]$/i.test(family)) return;
    throw new DataError(`Bad argument: unsupported IP address family ${family}. Valid values are: ipv4, ipv6`);
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
