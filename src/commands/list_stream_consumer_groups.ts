import { command } from '../cli/command.js';
import { columnsOf, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { verbose } from '../cli/verbose.js';
import { onlyOnNodeColumns } from '../cluster/http-column.js';
import { NotOverHttp } from '../errors.js';

const columns = onlyOnNodeColumns('stream', 'reference', 'partition_index', 'consumers');

export default command({
  section: 'plugin',
  summary: 'Lists groups of stream consumers of which one is active at a time',
  tool: 'rabbitmqctl',
  repeatable: true,
  args: { columns: columnsOf(Object.keys(columns), Object.keys(columns)) },
  flags: { vhost, verbose },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  run: () => {
    throw new NotOverHttp('HTTP does not give groups of stream consumers');
  },
});
