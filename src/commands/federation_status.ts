import { type FederationLink, listFederationLinks } from '../api/federation-links.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { mapsAreSorted, mapsAsRows } from '../cli/maps-as-rows.js';
import { federationWords, printedLinks } from '../cluster/federation-words.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { value } from '../format/result.js';

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
  run: async (context) => {
    const { node, flags, face, version } = context;
    const links = await orPluginOff('rabbitmq_federation_management', listFederationLinks(node.api));
    const wanted = links.filter((link) => link.node === node.name && (!flags['only-down'] || isDown(link)));
    // The real tool's own formatter is Erlang's.
    if (face === 'text' && flags.formatter === undefined) {
      const { erlang } = await version();
      if (wanted.length === 0 || mapsAreSorted(erlang)) return value(printedLinks(wanted, erlang));
    }
    return mapsAsRows(wanted.map(federationWords), context);
  },
});

const isDown = ({ status = '' }: FederationLink): boolean => !['running', 'starting'].includes(status);
