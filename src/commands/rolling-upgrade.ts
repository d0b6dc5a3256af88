import { command } from '../cli/command.js';
import { rollingArguments, rollingFlags, upgradeFlags } from '../cli/rolling-options.js';
import { checkAsked, runOptionsOf } from '../upgrade/asked-options.js';

export default command({
  section: 'whole_cluster',
  summary: 'Upgrades a cluster node by node: plan, run, status, resume, abort, history',
  args: rollingArguments,
  flags: { ...upgradeFlags, ...rollingFlags },
  stopsInOrder: true,
  // Of one request: a machine that lost its power says nothing at all, and others are to be asked.
  timeout: 30,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod rolling-upgrade plan --to 4.0.9',
    'rabbitctl -C prod rolling-upgrade --to 4.0.9 --canary 1 --soak 60',
    'rabbitctl -C prod rolling-upgrade resume',
  ],
  validate: (input) => checkAsked('upgrade', input),
  // All else of it is loaded when it runs.
  run: async (context) =>
    (await import('../upgrade/operation.js')).operation('upgrade', context, () =>
      runOptionsOf('upgrade', context.flags),
    ),
});
