import { command } from '../cli/command.js';
import { listenerLine } from '../cluster/status/listener-purpose.js';
import { listenerJson, localListeners } from '../cluster/status/local-listeners.js';
import { value } from '../format/result.js';
import { Atom } from '../format/term.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the listeners of the node: interface, port, protocol and purpose',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  banner: ({ node }) => `Asking node ${node.name} to report its protocol listeners ...`,
  run: async ({ node, face, flags }) => {
    const listeners = await localListeners(node);
    if (face === 'json') return value({ result: 'ok', node: node.name, listeners: listeners.map(listenerJson) });
    const rows = listeners
      .map(listenerJson)
      .map(({ node: name, protocol, interface: address, port, purpose }) => [
        ...[new Atom(name), new Atom(protocol), address, port, purpose],
      ]);
    const columns = ['node', 'protocol', 'interface', 'port', 'purpose'];
    if (flags.formatter !== undefined && flags.formatter !== 'string') {
      return { kind: 'rows', columns, rows, streamed: false };
    }
    return value(listeners.map(listenerLine).join('\n'));
  },
});
