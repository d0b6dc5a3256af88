import { command } from '../../cli/command.js';
import { flag, words } from '../../cli/input.js';

export default command({
  section: 'plugin_management',
  summary: 'Enables exactly these plugins on the node, and disables all others',
  tool: 'rabbitmq-plugins',
  about: 'node',
  args: { plugin: words('names of plugins; none disables all') },
  flags: {
    online: flag('fail when the node does not answer'),
    offline: flag('only change the file of enabled plugins'),
  },
  run: ({ ownTool }) => ownTool(),
});
