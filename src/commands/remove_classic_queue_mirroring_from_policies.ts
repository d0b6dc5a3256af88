import { command } from '../cli/command.js';
import { policiesThatMirror, stopMirroring } from '../cluster/mirroring-policies.js';

export default command({
  section: 'operations',
  summary: 'Removes what mirrors classic queues from all policies (3.13; gone with them in 4.0)',
  tool: 'rabbitmqctl',
  banner: () => 'Will remove keys that enable classic queue mirroring from all regular and operator policies',
  run: async (context) => {
    // In the order of the real tool: one that fails leaves the later ones as they are.
    for (const kind of ['policies', 'operator-policies'] as const) {
      const policies = await policiesThatMirror(context, kind);
      if (policies === undefined) return context.ownTool();
      for (const policy of policies) await stopMirroring(context, kind, policy);
    }
  },
});
