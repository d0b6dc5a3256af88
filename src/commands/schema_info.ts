import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';

/** What Mnesia tells of a table. */
const names = [
  'name snmp load_order active_replicas all_nodes attributes checkpoints disc_copies',
  'disc_only_copies external_copies frag_properties master_nodes ram_copies storage_properties',
  'subscribers user_properties cstruct local_content where_to_commit where_to_read access_mode',
  'cookie load_by_force load_node record_name size storage_type type where_to_write index arity',
  'majority memory commit_work where_to_wlock load_reason record_validation version wild_pattern',
  'index_info',
].flatMap((line) => line.split(' '));
const columns = Object.fromEntries(names.map((name) => [name, name]));

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the tables of Mnesia',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  args: {
    columns: {
      ...columnsOf(names, ['name', 'cookie', 'active_replicas', 'user_properties']),
      description: 'columns: name, cookie, size, memory and others',
    },
  },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
