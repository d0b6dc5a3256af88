import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { listVhosts } from '../api/vhosts.js';
import { command } from '../cli/command.js';
import type { Node } from '../cluster/cluster.js';
import { CheckFailed } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when a virtual host is down on the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Checking if all vhosts are running on node ${node.name} ...`,
  run: async ({ node, face, flags }) => {
    const down = await downVhosts(node);
    if (down.length === 0) {
      if (face === 'json') return value({ result: 'ok' });
      return flags.silent ? nothing : value(`Node ${node.name} reported all vhosts as running`);
    }
    const message = `Some virtual hosts on node ${node.name} are down:\n${down.join('\n')}`;
    throw new CheckFailed(flags.silent ? '' : message, { node: node.name, details: { down_vhosts: down } });
  },
});

/** Before 3.8.10 there is no such check: the list of virtual hosts tells of each node. */
async function downVhosts({ api, name }: Node): Promise<readonly string[]> {
  const verdict = await healthCheckIfAny(api, path`health/checks/virtual-hosts`);
  if (verdict?.ok === true) return [];
  const listed = verdict?.answer['virtual-hosts'];
  if (Array.isArray(listed) && listed.length > 0) return listed.map(String);
  if (verdict !== undefined) {
    throw new CheckFailed(`${name} reports virtual hosts as down: ${String(verdict.answer.reason ?? 'it names none')}`);
  }
  const vhosts = await listVhosts(api);
  return vhosts.filter((vhost) => vhost.cluster_state?.[name] !== 'running').map((vhost) => vhost.name ?? '');
}
