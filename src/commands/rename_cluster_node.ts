import { command } from '../cli/command.js';
import { text, words } from '../cli/input.js';

export default command({
  section: 'deprecated',
  summary: 'Up to 3.x renames members; since 4.0 nothing',
  tool: 'rabbitmqctl',
  about: 'node',
  args: {
    oldnode1: text('its name so far'),
    newnode1: text('its new name'),
    more: words('further pairs of names'),
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
