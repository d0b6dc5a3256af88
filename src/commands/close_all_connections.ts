import { listClientConnections } from '../api/client-connections.js';
import { command } from '../cli/command.js';
import { flag, integer, text, vhost } from '../cli/input.js';
import { okValue } from '../cli/ok-value.js';
import { has } from '../cluster/capabilities.js';
import { closeConnections } from '../cluster/close-connections.js';
import { DataError, NotOverHttp, UsageError } from '../errors.js';

export default command({
  section: 'operations',
  summary: "Closes all clients' connections to a virtual host, or to a node",
  tool: 'rabbitmqctl',
  args: { explanation: text('what the clients are told') },
  flags: {
    vhost,
    global: flag('the connections to the node, in every virtual host'),
    limit: integer('at most so many in the virtual host; 0 is all', 0),
    'per-connection-delay': integer('ms to wait after each', 0),
  },
  examples: ['rabbitctl close_all_connections -p shop --limit 100 "moving to another cluster"'],
  validate: ({ flags }) => {
    for (const name of ['limit', 'per-connection-delay'] as const) {
      if (flags[name] < 0) throw new DataError(`--${name} cannot be below 0`);
    }
  },
  banner: async ({ cluster, args: { explanation }, flags: { global, limit, vhost } }) => {
    if (global) {
      const { name } = await cluster.target();
      return `Closing all connections to node ${name} (across all vhosts), reason: ${explanation}...`;
    }
    return `Closing ${limit === 0 ? 'all' : limit} connections in vhost ${vhost}, reason: ${explanation}...`;
  },
  run: async (context) => {
    const { cluster, settings, args, flags, version, note } = context;
    if (flags.global && settings.nodes.length > 1 && !settings.nodeGiven)
      throw new UsageError('--global is about one node, and none is named', { hint: 'Say which with -n.' });
    if (!has((await version()).rabbitmq, 'connections_listed_at_once')) {
      if (!settings.apiOnly.value) throw new NotOverHttp('HTTP does not list new connections at once');
      note('HTTP does not list connections of the last seconds: they stay.');
    }
    const target = flags.global ? (await cluster.target()).name : undefined;
    const closed = await closeConnections(cluster.api, {
      list: async () => {
        const all = await listClientConnections(cluster.api);
        if (target !== undefined) return all.filter(({ node }) => node === target);
        return all.filter(({ vhost }) => vhost === flags.vhost).slice(0, flags.limit || undefined);
      },
      explanation: args.explanation,
      delay: flags['per-connection-delay'],
    });
    return okValue(context, `Closed ${closed} connections`);
  },
});
