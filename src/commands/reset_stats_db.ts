import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { nothing, silence } from '../format/result.js';

export default command({
  section: 'plugin',
  summary: 'Empties the statistics of the management plugin, on the node or on all',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  changes: true,
  flags: { all: flag('on every node') },
  banner: ({ node, flags }) =>
    flags.all ? 'Resetting statistics database in all nodes' : `Resetting statistics database on node ${node.name}`,
  run: async ({ node, flags, face }) => {
    await node.api.request('DELETE', flags.all ? path`reset` : path`reset/${node.name}`);
    return face === 'json' ? silence : nothing;
  },
});
