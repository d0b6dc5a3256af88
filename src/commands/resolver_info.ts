import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';

export default command({
  section: 'configuration',
  summary: 'Shows how the node resolves host names',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { offline: flag("of the node's own tool, without the node") },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
