import { command } from '../cli/command.js';
import { NotOverHttp } from '../errors.js';

export default command({
  section: 'observability_and_health_checks',
  summary: 'Lists ciphers that Erlang on a node supports',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  run: () => {
    throw new NotOverHttp('HTTP does not tell what Erlang and OpenSSL support');
  },
});
