import { command } from '../cli/command.js';
import { clusterStatusJson, clusterStatusTerm } from '../cluster/status/cluster-status-term.js';
import { clusterStatusText } from '../cluster/status/cluster-status-text.js';
import { gatherClusterStatus } from '../cluster/status/gather-cluster-status.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'cluster_management',
  summary:
    'Shows the members of the cluster, which of them run, their versions, alarms, partitions, listeners and feature flags',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  timeout: 60,
  examples: ['rabbitctl -n rabbit@mq1 cluster_status', 'rabbitctl cluster_status --formatter json | jq .running_nodes'],
  banner: ({ node }) => `Cluster status of node ${node.name} ...`,
  run: async ({ node, cluster, settings, face, note }) => {
    if (face === 'erlang' && !settings.apiOnly.value) throw new NotOverHttp('HTTP has no listener records');
    const status = await gatherClusterStatus(node, cluster);
    if (face === 'erlang') return value(clusterStatusTerm(status));
    const [gap] = status.gaps;
    if (gap !== undefined && !settings.apiOnly.value) throw new NotOverHttp(gap);
    for (const line of status.gaps) note(`Unknown here: ${line}.`);
    return value(face === 'json' ? clusterStatusJson(status) : clusterStatusText(status));
  },
});
