import type { ManagementApi } from '../api/management-api.js';
import { getOverview } from '../api/overview.js';
import { command } from '../cli/command.js';
import { flag } from '../cli/input.js';
import { NotOverHttp } from '../errors.js';
import { value } from '../format/result.js';

export default command({
  section: 'observability_and_health_checks',
  summary: "Shows the node's Erlang/OTP version",
  tool: 'rabbitmq-diagnostics',
  about: 'node',
  allNodes: true,
  flags: {
    details: flag('everything that Erlang says of its build'),
    offline: flag("that of the node's own tools, asked while the node is down"),
  },
  banner: ({ node, flags }) =>
    flags.offline ? 'CLI Erlang/OTP version ...' : `Asking node ${node.name} for its Erlang/OTP version...`,
  run: async ({ node, flags, face }) => {
    if (flags.offline) throw new NotOverHttp("only a machine's own tools know their Erlang");
    const known = flags.details ? await detailsOf(node.api) : `Erlang/OTP ${(await node.version()).erlang}`;
    return value(face === 'json' ? { result: 'ok', value: known } : known);
  },
});

const detailsOf = async (api: ManagementApi): Promise<string> =>
  (await getOverview(api, ['erlang_full_version'])).erlang_full_version ?? '';
