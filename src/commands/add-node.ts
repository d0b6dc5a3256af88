import { command } from '../cli/command.js';
import { addNodeFlags, nodeArguments } from '../cli/node-operation-options.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Makes a node a member: looked at first, then emptied, joined, and seen by every other one',
  args: nodeArguments,
  flags: addNodeFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod add-node plan rabbit@mq4',
    'rabbitctl -C prod add-node rabbit@mq4 --sync-cookie',
    'rabbitctl -n rabbit@mq1 add-node rabbit@mq2 --yes',
  ],
  validate: ({ args, flags }) => checkAskedOfNode('add-node', args.node, flags),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('add-node', context),
});
