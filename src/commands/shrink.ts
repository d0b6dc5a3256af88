import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'cluster_management',
  summary: 'Removes all members of quorum queues from a node',
  tool: 'rabbitmq-queues',
  formatter: 'table',
  args: { node: text('node that loses its members') },
  flags: { 'errors-only': flag('only the queues that kept theirs') },
  examples: ['rabbitctl shrink rabbit@mq3'],
  run: () => {
    throw new NotOverHttp('HTTP does not say what became of each queue');
  },
});
