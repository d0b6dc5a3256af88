import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { listPolicies } from '../api/policies.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';
import { policyRows } from '../cluster/policy-rows.js';

export default command({
  section: 'policies',
  summary: 'Lists the policies of a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  lists: true,
  flags: { vhost },
  banner: ({ flags }) => `Listing policies for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) =>
    policyRows(await orNotFound(listPolicies(cluster.api, flags.vhost), noSuchVhost(flags.vhost))),
});
