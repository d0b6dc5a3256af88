import { listShovels } from '../api/shovels.js';
import { command } from '../cli/command.js';
import { mapsAsRows } from '../cli/maps-as-rows.js';
import { has } from '../cluster/capabilities.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { shovelWords } from '../cluster/shovel-words.js';

export default command({
  section: 'plugin',
  summary: 'Shows the shovels that run on the node; from 3.13.2 on, those of all nodes',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  repeatable: true,
  formatter: 'table',
  banner: ({ node }) => `Shovel status on node ${node.name}`,
  run: async (context) => {
    const { node } = context;
    const all = await orPluginOff('rabbitmq_shovel_management', listShovels(node.api));
    const { rabbitmq } = await context.version();
    const shovels = has(rabbitmq, 'shovel_status_of_cluster') ? all : all.filter((shovel) => shovel.node === node.name);
    return mapsAsRows(
      shovels.map((shovel) => shovelWords(shovel, rabbitmq)),
      context,
    );
  },
});
