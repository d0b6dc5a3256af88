import { command } from '../cli/command.js';
import { stopArguments, stopFlags } from '../cli/stop-options.js';
import { checkStop, stopOptionsOf } from '../upgrade/asked-options.js';

export default command({
  section: 'whole_cluster',
  summary: 'Stops all nodes in turn, and leaves on every machine in which order, for start-cluster',
  args: stopArguments,
  flags: stopFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod stop-cluster plan',
    'rabbitctl -C prod stop-cluster',
    'rabbitctl -C prod start-cluster',
  ],
  validate: (input) => checkStop('stop-cluster', input),
  // All else of it is loaded when it runs.
  run: async (context) =>
    (await import('../upgrade/operation.js')).operation('stop-cluster', context, () =>
      stopOptionsOf('stop-cluster', context.flags),
    ),
});
