import { command } from '../cli/command.js';
import { nodeArguments, restartNodeFlags } from '../cli/node-operation-options.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Restarts one node: drained, stopped, started, and waited for until its replicas have caught up',
  args: nodeArguments,
  flags: restartNodeFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: ['rabbitctl -C prod restart-node plan rabbit@mq2', 'rabbitctl -C prod restart-node rabbit@mq2 --yes'],
  validate: ({ args, flags }) => checkAskedOfNode('restart-node', args.node, flags),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('restart-node', context),
});
