import { command } from '../cli/command.js';
import { integer, option } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Streams internal events of the node until Ctrl-C',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: {
    duration: integer('seconds to stream for', undefined, 'd'),
    pattern: option('regular expression of event types'),
  },
  // A limit of the environment or the config file is meant for what ends by itself.
  run: ({ ownTool }) => ownTool({ endless: true }),
});
