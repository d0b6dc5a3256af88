import { healthCheckIfAny } from '../api/health.js';
import { path } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { listenerJson } from '../cluster/status/listener-purpose.js';
import { localListeners } from '../cluster/status/local-listeners.js';
import { protocolName } from '../cluster/status/protocol-name.js';
import { CheckFailed, NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Fails when no listener of the node speaks a protocol',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  args: { protocol: text('amqp, amqps, mqtt, stomp, http, stream, …') },
  banner: ({ node, args }) =>
    `Asking node ${node.name} if there's an active listener for protocol ${args.protocol} ...`,
  run: async ({ node, args: { protocol: typed }, face, version }) => {
    const protocol = protocolName(typed);
    // From 4.1.1 on the server reads a comma as "one of these"; no protocol has one.
    const verdict = typed.includes(',')
      ? { ok: false, answer: {} }
      : await healthCheckIfAny(node.api, path`health/checks/protocol-listener/${typed}`);
    if (verdict === undefined) throw new NotOverHttp('before 3.8.10 HTTP has no check of protocols');
    if (!verdict.ok) {
      const [listeners, { rabbitmq }] = await Promise.all([localListeners(node), version()]);
      const protocols = listeners.map(({ protocol = '' }) => protocol);
      const found = protocols.toSorted().join(', ');
      throw new CheckFailed(
        `No listener for protocol ${protocol} is active on node ${node.name}. Found listeners for the following protocols: ${found}`,
        {
          node: node.name,
          details: { missing: protocol, protocols, listeners: listeners.map(listenerJson(rabbitmq)) },
        },
      );
    }
    if (face === 'json') return value({ result: 'ok', node: node.name, protocol });
    return value(`A listener for protocol ${protocol} is running on node ${node.name}.`);
  },
});
