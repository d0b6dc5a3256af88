import { command } from '../cli/command.js';
import { columnsOf, flag, integer, vhost } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { NotOverHttp } from '../errors.js';

/** Which of them a version has its own tool says. */
const columns = Object.fromEntries(
  ['name', 'durable', 'auto_delete', 'arguments', 'pid', 'recoverable_slaves'].map((name) => [name, name]),
);

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists queues that do not answer within a time limit',
  tool: 'rabbitmqctl',
  repeatable: true,
  args: { columns: columnsOf(Object.keys(columns), ['name']) },
  flags: {
    vhost,
    'queue-timeout': integer('seconds to wait for each queue', undefined),
    local: flag('only queues whose leader runs on the node itself'),
  },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  run: () => {
    throw new NotOverHttp('HTTP asks no queue whether it answers');
  },
});
