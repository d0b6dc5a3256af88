import { command } from '../cli/command.js';
import { columnsOf, option, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { checkConsumer } from '../cli/stream-consumer-input.js';
import { verbose } from '../cli/verbose.js';
import { onlyOnNodeColumns } from '../cluster/http-column.js';
import { NotOverHttp } from '../errors.js';

const columns = onlyOnNodeColumns('subscription_id', 'connection_name', 'state');

export default command({
  section: 'plugin',
  summary: 'Lists the consumers of a group of which one is active at a time',
  tool: 'rabbitmqctl',
  repeatable: true,
  args: { columns: columnsOf(Object.keys(columns), Object.keys(columns)) },
  flags: { vhost, verbose, stream: option('name of the stream'), reference: option('name of the group') },
  validate: ({ args, flags }) => {
    pickColumns(columns, args.columns);
    checkConsumer(flags);
  },
  run: () => {
    throw new NotOverHttp('HTTP does not give groups of stream consumers');
  },
});
