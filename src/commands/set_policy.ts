import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { putPolicy } from '../api/policies.js';
import { typedPolicy } from '../api/policy-definition.js';
import { orRefused } from '../api/refused.js';
import { command } from '../cli/command.js';
import { policyArguments, policyBanner, policyOptions } from '../cli/policy-input.js';

export default command({
  section: 'policies',
  summary: 'Sets or updates a policy',
  tool: 'rabbitmqctl',
  args: policyArguments,
  flags: policyOptions,
  examples: ["rabbitctl set_policy limit '^events' '{\"max-length\":10000}' --apply-to queues"],
  banner: (typed) => `Setting policy ${policyBanner(typed)}`,
  run: async ({ cluster, args, flags }) => {
    const policy = typedPolicy({ args, flags });
    const put = putPolicy(cluster.api, flags.vhost, args.name, policy);
    await orRefused(orNotFound(put, noSuchVhost(flags.vhost)));
  },
});
