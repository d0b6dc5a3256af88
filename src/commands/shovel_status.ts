import { listShovels, type Shovel } from '../api/shovels.js';
import { command } from '../cli/command.js';
import { orPluginOff } from '../cluster/or-plugin-off.js';
import { NotOverHttp } from '../errors.js';
import { Atom, type Term } from '../format/term.js';

export default command({
  section: 'plugin',
  summary: 'Shows the shovels that run on the node',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  repeatable: true,
  formatter: 'table',
  banner: ({ node }) => `Shovel status on node ${node.name}`,
  run: async ({ node, settings, face }) => {
    // The real tool's columns stand in the order of its own table of atoms.
    if (face !== 'json' && !settings.apiOnly.value)
      throw new NotOverHttp('HTTP does not tell the order of its columns');
    const shovels = (await orPluginOff('rabbitmq_shovel_management', listShovels(node.api))).filter(
      (shovel) => shovel.node === node.name,
    );
    const told = shovels.map(inWordsOfTool);
    const columns = [...new Set(told.flatMap((row) => Object.keys(row)))].toSorted();
    return {
      kind: 'rows',
      columns,
      rows: told.map((row) => columns.map((column) => row[column] ?? new Atom(''))),
      streamed: true,
    };
  },
});

/** HTTP's names of what the real tool calls otherwise; null is what only HTTP tells. */
const names: Readonly<Record<string, string | null>> = {
  ...{ name: 'name', vhost: 'vhost', type: 'type', state: 'state', timestamp: 'last_changed' },
  ...{ src_uri: 'source', src_protocol: 'source_protocol', src_queue: 'source_queue' },
  ...{ dest_uri: 'destination', dest_protocol: 'destination_protocol', dest_queue: 'destination_queue' },
  ...{ reason: 'termination_reason', node: null, blocked_status: null },
};

function inWordsOfTool(shovel: Shovel): Readonly<Record<string, Term>> {
  const row: Record<string, Term> = { termination_reason: '' };
  for (const [field, fact] of Object.entries(shovel)) {
    const name = names[field];
    if (name === undefined) throw new NotOverHttp(`it has its own word for ${field}`);
    if (name !== null) row[name] = String(fact);
  }
  return row;
}
