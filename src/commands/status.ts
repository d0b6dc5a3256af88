import { command } from '../cli/command.js';
import { oneOf } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Shows the runtime, plugins, files, memory, alarms and listeners of a node',
  tool: 'rabbitmqctl',
  about: 'node',
  timeout: 60,
  flags: { unit: oneOf('unit of amounts', ['bytes', 'kb', 'kib', 'mb', 'mib', 'gb', 'gib', 'tb', 'tib'], 'gb') },
  banner: ({ node }) => `Status of node ${node.name} ...`,
  run: async () => {
    throw new NotOverHttp('HTTP lacks the operating system, the data directories and the memory settings of a node');
  },
});
