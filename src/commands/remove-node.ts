import { command } from '../cli/command.js';
import { nodeArguments, removeNodeFlags } from '../cli/node-operation-options.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Makes a member leave, or the others forget one that is dead: nothing is lost, and nothing of it is left',
  args: nodeArguments,
  flags: removeNodeFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: ['rabbitctl -C prod remove-node plan rabbit@mq4', 'rabbitctl -C prod remove-node rabbit@mq4'],
  validate: ({ args, flags }) => checkAskedOfNode('remove-node', args.node, flags),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('remove-node', context),
});
