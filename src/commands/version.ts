import { getOverview } from '../api/overview.js';
import { type ClientVersion, clientVersion } from '../cli/client-version.js';
import { command } from '../cli/command.js';
import { flag, ours } from '../cli/input.js';
import { type Result, value } from '../format/result.js';

export default command({
  section: 'help',
  summary: "Shows the version of the node's RabbitMQ; with --client that of rabbitctl, its commit and build",
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  flags: { client: ours(flag('the version of rabbitctl itself')) },
  // Without an answer over HTTP the node's own tool tells its version, which is that of the package on the disk.
  run: async ({ node, flags, face }) => {
    if (flags.client) return ofClient(await clientVersion(), face);
    const { rabbitmq_version: rabbitmq = '' } = await getOverview(node.api);
    if (flags.formatter === 'csv') return { kind: 'rows', columns: ['version'], rows: [[rabbitmq]], streamed: true };
    return value(face === 'json' ? { node: node.name, result: 'ok', value: { version: rabbitmq } } : rabbitmq);
  },
});

/** Its first line is the version alone, for scripts. */
const ofClient = ({ version, commit, build }: ClientVersion, face: string): Result =>
  face === 'text' ? value([version, `commit: ${commit}`, `build: ${build}`]) : value({ version, commit, build });
