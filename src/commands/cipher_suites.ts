import { command } from '../cli/command.js';
import { flag, option } from '../cli/input.js';
import { DataError } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists the cipher suites of the node',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { format: option('openssl, erlang or map'), all: flag('those that are off by default too') },
  validate: ({ flags: { format = 'openssl' } }) => {
    if (!['openssl', 'erlang', 'map'].includes(format))
      throw new DataError('Bad argument: Format should be either openssl, erlang or map');
  },
  byOwnTool: true,
  run: ({ ownTool }) => ownTool(),
});
