import { command } from '../cli/command.js';
import { flag, text, vhost } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows how far each replica of a stream is, or who tracks an offset in it',
  tool: 'rabbitmq-streams',
  repeatable: true,
  formatter: 'pretty_table',
  args: { stream: text('name of the stream') },
  flags: { vhost, tracking: flag('the offsets that are tracked') },
  examples: ['rabbitctl stream_status -p shop events'],
  run: () => {
    throw new NotOverHttp('HTTP does not know the offsets of replicas');
  },
});
