import { command } from '../cli/command.js';
import { option, text, vhost } from '../cli/input.js';
import { NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'policies',
  summary: 'Lists every policy that matches a queue or an exchange, the strongest first',
  tool: 'rabbitmq-diagnostics',
  repeatable: true,
  formatter: 'table',
  args: { name: text('name of the queue or exchange') },
  flags: { vhost, 'object-type': option('queue, or exchange; queue when left out') },
  examples: ['rabbitctl list_policies_that_match -p shop orders'],
  validate: ({ flags: { 'object-type': type } }) => {
    if (type !== undefined && !['queue', 'exchange'].includes(type)) {
      throw new UsageError(`--object-type takes queue or exchange, not "${type}"`);
    }
  },
  // The patterns are PCRE, which only the broker matches as it does.
  run: () => {
    throw new NotOverHttp('HTTP tells only which policy wins');
  },
});
