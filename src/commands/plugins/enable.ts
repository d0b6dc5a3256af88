import { command } from '../../cli/command.js';
import { flag, words } from '../../cli/input.js';

export default command({
  section: 'plugin_management',
  summary: 'Enables plugins on the node, and what they need',
  tool: 'rabbitmq-plugins',
  about: 'node',
  args: { plugin: words('names of plugins; none with --all') },
  flags: {
    online: flag('fail when the node does not answer'),
    offline: flag('only change the file of enabled plugins'),
    all: flag('every plugin there is'),
  },
  run: ({ ownTool }) => ownTool(),
});
