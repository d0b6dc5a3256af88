import { command } from '../cli/command.js';
import { drainNodeFlags, nodeArguments } from '../cli/node-operation-options.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Drains a node when the others can do without it, waits until it is empty, and leaves it so',
  args: nodeArguments,
  flags: drainNodeFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod drain-node plan rabbit@mq2',
    'rabbitctl -C prod drain-node rabbit@mq2',
    'rabbitctl -C prod -n rabbit@mq2 revive',
  ],
  validate: ({ args, flags }) => checkAskedOfNode('drain-node', args.node, flags),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('drain-node', context),
});
