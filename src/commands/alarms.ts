import { command } from '../cli/command.js';
import { alarmLine } from '../cluster/status/cluster-status-text.js';
import { getAlarms } from '../cluster/status/get-alarms.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the resource alarms of the node and its cluster',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} to report any known resource alarms ...`,
  run: async ({ node, face }) => {
    const alarms = await getAlarms(node.api);
    const lines = (local: boolean) => alarms.filter((alarm) => (alarm.node === node.name) === local).map(alarmLine);
    if (face === 'json') {
      if (alarms.length === 0) return value({ result: 'ok', node: node.name, alarms: [] });
      const message = `Node ${node.name} reported alarms`;
      return value({ result: 'ok', local: lines(true), global: lines(false), message });
    }
    if (alarms.length === 0) return value(`Node ${node.name} reported no alarms, local or clusterwide`);
    return value(alarms.map(alarmLine).join('\n'));
  },
});
