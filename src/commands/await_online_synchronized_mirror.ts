import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { awaitCheck } from '../cluster/await-check.js';
import { has } from '../cluster/capabilities.js';
import { nothing, value } from '../format/result.js';

const seconds = 120;
const alone = 'Target node seems to be the only one in a single node cluster, the';

export default command({
  section: 'upgrade',
  summary: 'Up to 3.x: waits until every mirrored queue has a synchronised mirror on another node',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  allNodes: true,
  // The limit is kept here, from the first answer to the last.
  timeout: seconds,
  examples: ['rabbitctl -n rabbit@mq2 await_online_synchronized_mirror --timeout 300'],
  banner: ({ settings }) =>
    `Will wait for a synchronised mirror be online for all classic mirrored queues for ${settings.timeout.value ?? seconds} seconds...`,
  run: async ({ node, face, settings, signal, version, ownTool }) => {
    // It went with mirrored queues: the node's own tool says so.
    if (!has((await version()).rabbitmq, 'mirrored_queues')) return ownTool();
    const { answer } = await awaitCheck(node.api, {
      check: path`health/checks/node-is-mirror-sync-critical`,
      seconds: settings.timeout.value ?? seconds,
      signal,
      lacks: 'check of mirrors',
    });
    if (answer.reason !== 'single node cluster') return nothing;
    return value(
      face === 'json' ? { result: 'ok', message: `${alone} check does not apply` } : `${alone} command does not apply`,
    );
  },
});
