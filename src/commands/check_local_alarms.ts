import { command } from '../cli/command.js';
import { has } from '../cluster/capabilities.js';
import { alarmLine } from '../cluster/status/cluster-status-text.js';
import { getAlarms } from '../cluster/status/get-alarms.js';
import { CheckFailed } from '../errors.js';
import { nothing, value } from '../format/result.js';

export default command({
  section: 'deprecated',
  summary: 'Fails when the node itself has a resource alarm',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: async ({ node, version }) =>
    has((await version()).rabbitmq, 'local_alarms_check')
      ? `Asking node ${node.name} to report any local resource alarms ...`
      : 'This command is DEPRECATED and is a no-op. It will be removed in a future version.',
  run: async ({ node, face, flags, version, ownTool }) => {
    // Where the tool looks at nothing any more, it says so itself.
    if (!has((await version()).rabbitmq, 'local_alarms_check')) return ownTool();
    const alarms = (await getAlarms(node.api)).filter((alarm) => alarm.node === node.name);
    if (alarms.length === 0) {
      if (face === 'json') return value({ result: 'ok' });
      return flags.silent ? nothing : value(`Node ${node.name} reported no local alarms`);
    }
    throw new CheckFailed(flags.silent ? '' : alarms.map(alarmLine).join('\n'), {
      node: node.name,
      details: { local: alarms.map(alarmLine), message: `Node ${node.name} reported local alarms` },
    });
  },
});
