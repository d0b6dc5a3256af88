import { command } from '../cli/command.js';
import { listenerJson, listenerLine } from '../cluster/status/listener-purpose.js';
import { localListeners } from '../cluster/status/local-listeners.js';
import { value } from '../format/result.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the listeners of the node: interface, port, protocol and purpose',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} to report its protocol listeners ...`,
  run: async ({ node, face, flags, version }) => {
    const [listeners, { rabbitmq }] = await Promise.all([localListeners(node), version()]);
    const told = listeners.map(listenerJson(rabbitmq));
    if (face === 'json') return value({ result: 'ok', node: node.name, listeners: told });
    const rows = told.map(({ node: name, protocol, interface: address, port, purpose }) => [
      ...[new Atom(name), new Atom(protocol), address, port, purpose],
    ]);
    const columns = ['node', 'protocol', 'interface', 'port', 'purpose'];
    if (flags.formatter !== undefined && flags.formatter !== 'string') {
      return { kind: 'rows', columns, rows, streamed: false };
    }
    return value(listeners.map(listenerLine(rabbitmq)).join('\n'));
  },
});
