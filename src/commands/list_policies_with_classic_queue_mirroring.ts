import { command } from '../cli/command.js';
import { policiesThatMirror } from '../cluster/mirroring-policies.js';
import { policyRows } from '../cluster/policy-rows.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the policies that mirror classic queues (3.13; gone with them in 4.0)',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  formatter: 'table',
  lists: true,
  banner: () => 'Listing policies with classic queue mirroring ...',
  run: async (context) => {
    const policies = await policiesThatMirror(context, 'policies');
    return policies === undefined ? context.ownTool() : policyRows(policies);
  },
});
