import { type FederationLink, listFederationLinks } from '../api/federation-links.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'plugin',
  summary: 'Shows the federation links of the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  repeatable: true,
  formatter: 'table',
  flags: { 'only-down': flag('only those that neither run nor start') },
  banner: ({ node, flags }) =>
    `Listing federation links ${flags['only-down'] ? 'which are down ' : ''}on node ${node.name}...`,
  run: async ({ node, settings, flags, face }) => {
    // The real tool prints Erlang maps, in the order of its own table of atoms.
    if (face !== 'json' && !settings.apiOnly.value) throw new NotOverHttp('HTTP does not tell the order of its keys');
    const links = await orPluginOff('rabbitmq_federation_management', listFederationLinks(node.api));
    const wanted = links.filter(
      (link) =>
        link.node === node.name && (!flags['only-down'] || !['running', 'starting'].includes(link.status ?? '')),
    );
    return { kind: 'rows', columns, rows: wanted.map((link) => columns.map(factOf(link))), streamed: true };
  },
});

const columns = [
  ...['id', 'status', 'type', 'vhost', 'upstream', 'uri', 'exchange', 'upstream_exchange', 'queue', 'upstream_queue'],
  ...['local_connection', 'last_changed', 'error'],
];

const factOf =
  (link: FederationLink) =>
  (column: string): string =>
    String(link[column === 'last_changed' ? 'timestamp' : column] ?? '');
