import { path } from '../api/management-api.js';
import { objectOf } from '../api/shapes.js';
import { command } from '../cli/command.js';
import { has } from '../cluster/capabilities.js';
import { CheckFailed } from '../errors.js';
import { value } from '../format/result.js';

const instead = 'Use one of the options covered in https://www.rabbitmq.com/monitoring.html#health-checks instead.';

export default command({
  section: 'deprecated',
  summary: 'Up to 3.x a wide check of the node, since 4.0 nothing',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  timeout: 70,
  banner: async ({ node, version, settings }) =>
    has((await version()).rabbitmq, 'node_health_check')
      ? [
          'This command is DEPRECATED and will be removed in a future version.',
          'It performs intrusive, opinionated health checks and requires a fully booted node.',
          instead,
          `Timeout: ${settings.timeout.value ?? 70} seconds ...`,
          `Checking health of node ${node.name} ...`,
        ]
      : ['This command is DEPRECATED and is a no-op. It will be removed in a future version. ', instead],
  run: async ({ node, version, face }) => {
    if (!has((await version()).rabbitmq, 'node_health_check')) return;
    const answer = await node.api.request('GET', path`healthchecks/node/${node.name}`);
    const { status, reason } = objectOf<{ readonly status?: string; readonly reason?: unknown }>(node.api, answer);
    // A failure comes with the status 200 as well.
    if (status !== 'ok') {
      throw new CheckFailed(`healthcheck failed. Message: ${String(reason)}`, { node: node.name, exitCode: 70 });
    }
    const message = 'Health check passed';
    return value(face === 'json' ? { message } : message);
  },
});
