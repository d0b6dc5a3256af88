import { command } from '../cli/command.js';
import { rollingArguments, rollingFlags, upgradeFlags } from '../cli/rolling-options.js';
import { checkAsked, operation } from '../upgrade/operation.js';

export default command({
  section: 'whole_cluster',
  summary: 'Upgrades a cluster node by node: plan, run, status, resume, abort, history',
  args: rollingArguments,
  flags: { ...upgradeFlags, ...rollingFlags },
  stopsInOrder: true,
  formatter: 'table',
  examples: [
    'rabbitctl -C prod rolling-upgrade plan --to 4.0.9',
    'rabbitctl -C prod rolling-upgrade --to 4.0.9 --canary 1 --soak 60',
    'rabbitctl -C prod rolling-upgrade resume',
  ],
  validate: (input) => checkAsked('upgrade', input),
  run: (context) => operation('upgrade', context),
});
