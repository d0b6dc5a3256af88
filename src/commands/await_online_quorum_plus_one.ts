import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { awaitCheck } from '../cluster/await-check.js';
import { has } from '../cluster/capabilities.js';
import { nothing, value } from '../format/result.js';

const seconds = 120;
const alone = 'Target node seems to be the only one in a single node cluster, the';

export default command({
  section: 'upgrade',
  summary: 'Waits until no quorum queue or stream would lose its majority without the node',
  tool: 'rabbitmq-upgrade',
  about: 'node',
  allNodes: true,
  // The limit is kept here, from the first answer to the last.
  timeout: seconds,
  examples: ['rabbitctl -n rabbit@mq2 await_online_quorum_plus_one --timeout 300'],
  banner: async ({ version, settings }) => {
    const kinds = has((await version()).rabbitmq, 'quorum_wait_of_streams')
      ? 'quorum queues and streams'
      : 'quorum queues';
    return `Will wait for a quorum + 1 of nodes to be online for all ${kinds} for ${settings.timeout.value ?? seconds} seconds...`;
  },
  run: async ({ node, face, settings, signal }) => {
    const { answer } = await awaitCheck(node.api, {
      check: path`health/checks/node-is-quorum-critical`,
      seconds: settings.timeout.value ?? seconds,
      signal,
      lacks: 'check of quorums',
    });
    if (answer.reason !== 'single node cluster') return nothing;
    return value(
      face === 'json' ? { result: 'ok', message: `${alone} check does not apply` } : `${alone} command does not apply`,
    );
  },
});
