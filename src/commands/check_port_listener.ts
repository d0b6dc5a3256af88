import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { listenerJson } from '../cluster/status/listener-purpose.js';
import { localListeners } from '../cluster/status/local-listeners.js';
import { CheckFailed, DataError } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when nothing listens on a port of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  args: { port: text('the port') },
  validate: ({ args: { port } }) => {
    if (!/^\+?\d+$/.test(port) || Number(port) === 0) {
      throw new DataError('Bad argument: Argument must be a positive integer');
    }
  },
  banner: ({ node, args }) => `Asking node ${node.name} if there's an active listener on port ${args.port} ...`,
  run: async ({ node, args: { port: typed }, face, version }) => {
    const port = String(Number(typed));
    const verdict = await healthCheckIfAny(node.api, path`health/checks/port-listener/${port}`);
    if (verdict?.ok !== true) {
      // Before 3.8.10 there is no such check: the node's own listeners tell.
      const [listeners, { rabbitmq }] = await Promise.all([localListeners(node), version()]);
      const ports = listeners.map((listener) => listener.port ?? 0);
      if (verdict !== undefined || !ports.includes(Number(port))) {
        const found = ports.toSorted((a, b) => a - b).join(', ');
        throw new CheckFailed(
          `No listener for port ${port} is active on node ${node.name}. Found listeners that use the following ports: ${found}`,
          { node: node.name, details: { missing: port, ports, listeners: listeners.map(listenerJson(rabbitmq)) } },
        );
      }
    }
    if (face === 'json') return value({ result: 'ok', node: node.name, port });
    return value(`A listener for port ${port} is running on node ${node.name}.`);
  },
});
