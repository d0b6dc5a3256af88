import { orNotFound } from '../api/is-found.js';
import { printJson } from '../api/json.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { listPolicies } from '../api/policies.js';
import { command } from '../cli/command.js';
import { vhost } from '../cli/input.js';

export default command({
  section: 'policies',
  summary: 'Lists the policies of a virtual host',
  tool: 'rabbitmqctl',
  repeatable: true,
  formatter: 'table',
  flags: { vhost },
  banner: ({ flags }) => `Listing policies for vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) => {
    const policies = await orNotFound(listPolicies(cluster.api, flags.vhost), noSuchVhost(flags.vhost));
    return {
      kind: 'rows',
      columns: ['vhost', 'name', 'pattern', 'apply-to', 'definition', 'priority'],
      rows: policies.map((policy) => [
        policy.vhost ?? '',
        policy.name ?? '',
        policy.pattern ?? '',
        policy['apply-to'] ?? 'all',
        printJson(policy.definition ?? {}),
        policy.priority ?? 0,
      ]),
      streamed: false,
    };
  },
});
