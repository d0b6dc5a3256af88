import { command } from '../cli/command.js';
import { alarmLine } from '../cluster/status/cluster-status-text.js';
import { getAlarms } from '../cluster/status/get-alarms.js';
import { CheckFailed } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when the node or its cluster has a resource alarm',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} to report any local resource alarms ...`,
  run: async ({ node, face, flags }) => {
    const alarms = await getAlarms(node.api);
    if (alarms.length === 0) {
      if (face === 'json') return value({ result: 'ok' });
      return flags.silent ? nothing : value(`Node ${node.name} reported no alarms, local or clusterwide`);
    }
    const lines = (local: boolean) => alarms.filter((alarm) => (alarm.node === node.name) === local).map(alarmLine);
    throw new CheckFailed(flags.silent ? '' : alarms.map(alarmLine).join('\n'), {
      node: node.name,
      details: { local: lines(true), global: lines(false), message: `Node ${node.name} reported alarms` },
    });
  },
});
