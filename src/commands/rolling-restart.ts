import { command } from '../cli/command.js';
import { rollingArguments, rollingFlags } from '../cli/rolling-options.js';
import { checkAsked, runOptionsOf } from '../upgrade/asked-options.js';

export default command({
  section: 'whole_cluster',
  summary: 'Restarts every node of a cluster, one by one: plan, run, status, resume, abort, history',
  args: rollingArguments,
  flags: rollingFlags,
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: ['rabbitctl -C prod rolling-restart', 'rabbitctl -C prod rolling-restart --nodes rabbit@mq2 --yes'],
  validate: (input) => checkAsked('restart', input),
  // All else of it is loaded when it runs.
  run: async (context) =>
    (await import('../upgrade/operation.js')).operation('restart', context, () =>
      runOptionsOf('restart', context.flags),
    ),
});
