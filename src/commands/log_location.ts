import { listNodes } from '../api/nodes.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'configuration',
  summary: 'Shows where the node writes its logs',
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: { all: flag('every log, not only the default one', 'a') },
  banner: ({ node }) => `Log file location(s) on node ${node.name} ...`,
  run: async ({ node, face, flags }) => {
    const nodes = await listNodes(node.api, ['name', 'log_files']);
    const files = nodes.find(({ name }) => name === node.name)?.log_files ?? [];
    // Before the first statistics are in, HTTP has none.
    if (files.length === 0) throw new NotOverHttp('HTTP does not tell the log files yet');
    const paths = flags.all ? files : files.slice(0, 1);
    if (face === 'json') return value({ result: 'ok', node_name: node.name, paths });
    return value(paths.join('\n'));
  },
});
