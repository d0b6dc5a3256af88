import { command } from '../cli/command.js';
import { words } from '../cli/input.js';

export default command({
  section: 'deprecated',
  summary: 'Up to 3.x renames members; since 4.0 nothing',
  tool: 'rabbitmqctl',
  about: 'node',
  args: { names: words('OLD NEW [OLD NEW …]') },
  run: ({ ownTool }) => ownTool(),
});
