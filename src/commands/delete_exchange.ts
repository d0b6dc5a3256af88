import { isFound, orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { deleteExchange, getExchange, listExchangeNames } from '../api/topology.js';
import { whoAmI } from '../api/who-am-i.js';
import { command } from '../cli/command.js';
import { type Doomed, deleteMatches } from '../cli/delete-matches.js';
import { optional, ours, text, vhost } from '../cli/input.js';
import { idempotently, pattern } from '../cli/topology-input.js';
import type { Cluster } from '../cluster/cluster.js';
import { DataError, UsageError } from '../errors.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Deletes an exchange with its bindings, or all whose names match a pattern',
  formatter: 'table',
  showsDryRun: true,
  args: { name: optional(text('name of the exchange')) },
  flags: {
    vhost,
    pattern: ours({
      ...pattern,
      description: 'all whose names match this regular expression; the server’s own never do',
    }),
    idempotently,
  },
  examples: [
    'rabbitctl delete_exchange events -p shop --idempotently',
    "rabbitctl delete_exchange --pattern '^test-' --dry-run",
    "rabbitctl delete_exchange --pattern '^test-' --yes",
  ],
  validate: ({ args, flags }) => {
    if ((args.name === undefined) === (flags.pattern === undefined)) {
      throw new UsageError('either a name or --pattern must be given');
    }
  },
  banner: ({ args, flags }) =>
    args.name === undefined ? undefined : `Deleting exchange "${args.name}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, args, flags, note, confirm }) => {
    if (args.name !== undefined) return deleteOne(cluster, flags, args.name);
    const { api } = cluster;
    const names = await orNotFound(listExchangeNames(api, flags.vhost), noSuchVhost(flags.vhost));
    const found = names.filter((name) => !/^(?:$|amq\.)/.test(name) && flags.pattern?.test(name));
    const doomed = found.map(
      (name): Doomed => ({
        ...{ shown: JSON.stringify(name), row: [name] },
        remove: () => deleteExchange(api, flags.vhost, name),
      }),
    );
    return deleteMatches({ flags, note, confirm }, ['exchange', 'exchanges'], ['name'], doomed);
  },
});

interface Asked {
  readonly vhost: string;
  readonly idempotently: boolean;
  readonly 'dry-run': boolean;
}

async function deleteOne({ api }: Cluster, { vhost, ...flags }: Asked, name: string): Promise<void> {
  const request = flags['dry-run'] ? getExchange(api, vhost, name) : deleteExchange(api, vhost, name);
  if (await isFound(request)) return;
  // RabbitMQ says the same at a wrong path prefix.
  await whoAmI(api);
  if (!flags.idempotently) throw new DataError(`There is no exchange "${name}" in virtual host "${vhost}"`);
}
