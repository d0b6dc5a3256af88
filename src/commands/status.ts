import { command } from '../cli/command.js';
import { oneOf } from '../cli/input.js';
import { gatherNodeStatus, nodeStatusJson } from '../cluster/status/node-status.js';
import { bytesIn, nodeStatusText, type Unit } from '../cluster/status/node-status-text.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows the runtime, plugins, files, memory, alarms and listeners of a node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  timeout: 60,
  flags: { unit: oneOf('unit of amounts', Object.keys(bytesIn) as readonly Unit[], 'gb') },
  banner: ({ node }) => `Status of node ${node.name} ...`,
  run: async ({ node, settings, flags, face, note }) => {
    if (!settings.apiOnly.value) {
      throw new NotOverHttp('HTTP lacks the operating system, the data directories and the memory settings of a node');
    }
    note(
      'Over HTTP alone some facts are missing: the operating system, the configured memory limit, the crypto library …',
    );
    const status = await gatherNodeStatus(node);
    return value(face === 'text' ? nodeStatusText(status, flags.unit) : nodeStatusJson(status));
  },
});
