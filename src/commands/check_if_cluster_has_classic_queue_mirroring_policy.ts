import { command } from '../cli/command.js';
import { policiesThatMirror } from '../cluster/mirroring-policies.js';
import { CheckFailed } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when a policy mirrors classic queues (3.13; gone with them in 4.0)',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  banner: () => 'Checking if cluster has any classic queue mirroring policy ...',
  run: async (context) => {
    const { face, flags } = context;
    const policies = await policiesThatMirror(context, 'policies');
    const ofOperators = await policiesThatMirror(context, 'operator-policies');
    if (policies === undefined || ofOperators === undefined) return context.ownTool();
    if (policies.length + ofOperators.length > 0) {
      const lines = [
        ...policies.map(({ name = '' }) => `Policy ${name} enables classic queue mirroring`),
        ...ofOperators.map(({ name = '' }) => `Operator policy ${name} enables classic queue mirroring`),
      ];
      const message = 'Cluster reported policies enabling classic queue mirroring';
      throw new CheckFailed(flags.silent ? '' : lines.join('\n'), {
        details: { message, policies, operator_policies: ofOperators },
      });
    }
    if (face === 'json') return value({ result: 'ok' });
    return flags.silent ? nothing : value('Cluster reported no policies that enable classic queue mirroring');
  },
});
