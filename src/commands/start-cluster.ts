import { command } from '../cli/command.js';
import { startFlags, stopArguments } from '../cli/stop-options.js';
import { checkStop, stopOptionsOf } from '../upgrade/asked-options.js';

export default command({
  section: 'whole_cluster',
  summary: 'Starts a stopped cluster over SSH alone: the node first that stopped last, or all side by side',
  args: stopArguments,
  flags: startFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: ['rabbitctl -C prod start-cluster plan', 'rabbitctl -C prod start-cluster --yes'],
  validate: (input) => checkStop('start-cluster', input),
  // All else of it is loaded when it runs.
  run: async (context) =>
    (await import('../upgrade/operation.js')).operation('start-cluster', context, () =>
      stopOptionsOf('start-cluster', context.flags),
    ),
});
