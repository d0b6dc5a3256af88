import { command } from '../cli/command.js';
import { replaceArguments, replaceNodeFlags } from '../cli/node-operation-options.js';
import { checkAskedOfNode } from '../upgrade/asked-node.js';

export default command({
  section: 'whole_cluster',
  summary: 'Puts a new node in the place of a member, alive or dead: it gets all replicas before the old one leaves',
  args: replaceArguments,
  flags: replaceNodeFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod replace-node plan rabbit@mq2 rabbit@mq4',
    'rabbitctl -C prod replace-node rabbit@mq2 rabbit@mq4 --sync-cookie',
  ],
  validate: ({ args, flags }) => checkAskedOfNode('replace-node', args.node, flags),
  // All else of it is loaded when it runs.
  run: async (context) => (await import('../upgrade/node-operation.js')).nodeOperation('replace-node', context),
});
