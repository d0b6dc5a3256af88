import { command } from '../cli/command.js';
import { integer } from '../cli/input.js';

export default command({
  section: 'observability_and_health_checks',
  summary: "Streams the node's log until Ctrl-C",
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { duration: integer('seconds to stream for', undefined, 'd') },
  examples: ['rabbitctl -n rabbit@mq2 log_tail_stream --duration 60'],
  // A limit of the environment or the config file is meant for what ends by itself.
  run: ({ ownTool }) => ownTool({ endless: true }),
});
