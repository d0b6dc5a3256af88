import { type Binding, bindingsBetween, type Ends, listBindings, sameArguments, unbind } from '../api/bindings.js';
import { isFound, orNone, orNotFound } from '../api/is-found.js';
import { printJson } from '../api/json.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { typedObject } from '../api/typed-object.js';
import { bindingFlags, refuseDefaultExchange, requireEnds } from '../cli/binding-input.js';
import { command } from '../cli/command.js';
import { type Doomed, deleteMatches } from '../cli/delete-matches.js';
import { ours } from '../cli/input.js';
import { idempotently, pattern } from '../cli/topology-input.js';
import { DataError, UsageError } from '../errors.js';
import { AmqpTable, type Properties } from '../format/term.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Deletes a binding, or all whose routing keys match a pattern',
  formatter: 'table',
  showsDryRun: true,
  flags: {
    ...bindingFlags,
    pattern: ours({
      ...pattern,
      description: 'all whose routing keys match this regular expression, of --source and --destination where given',
    }),
    idempotently,
  },
  examples: [
    "rabbitctl delete_binding --source events --destination orders --routing-key 'order.#' --idempotently",
    "rabbitctl delete_binding --source events --pattern '^old' --dry-run",
  ],
  validate: ({ flags }) => {
    if (flags.pattern === undefined) return requireEnds(flags);
    refuseDefaultExchange(flags.source);
    if (flags['routing-key'] !== undefined || flags.arguments !== undefined) {
      throw new UsageError('--pattern stands in the place of --routing-key and --arguments');
    }
  },
  banner: ({ flags }) =>
    flags.pattern !== undefined
      ? undefined
      : `Unbinding ${flags['destination-type']} "${flags.destination}" from exchange "${flags.source}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster: { api }, flags, note, confirm }) => {
    const { vhost, source = '', destination = '', 'destination-type': destination_type } = flags;
    if (flags.pattern !== undefined) {
      const all = await orNotFound(listBindings(api, vhost), noSuchVhost(vhost));
      const doomed = all
        .filter((binding) => binding.source !== '' && flags.pattern?.test(binding.routing_key ?? ''))
        .filter((binding) => flags.source === undefined || binding.source === source)
        .filter(
          (binding) =>
            flags.destination === undefined ||
            (binding.destination === destination && binding.destination_type === destination_type),
        )
        .map((binding): Doomed => {
          const ends = endsOf(vhost, binding);
          const remove = () => unbind(api, ends, binding.properties_key ?? '~');
          return { shown: shownOf(binding), row: rowOf(binding), remove };
        });
      return deleteMatches({ flags, note, confirm }, ['binding', 'bindings'], columns, doomed);
    }
    const ends: Ends = { vhost, source, destination, destination_type };
    const between = await orNone(api, bindingsBetween(api, ends));
    const table = flags.arguments === undefined ? {} : typedObject(flags.arguments, 'arguments');
    const sameKey = between.filter(({ routing_key }) => routing_key === (flags['routing-key'] ?? ''));
    const found = sameKey.find((binding) => sameArguments(binding.arguments ?? {}, table));
    if (found?.properties_key !== undefined) {
      if (flags['dry-run'] || (await isFound(unbind(api, ends, found.properties_key)))) return;
    }
    if (!flags.idempotently) throw notBound(flags['routing-key'] ?? '', sameKey, between);
  },
});

const columns = ['source', 'destination', 'destination_type', 'routing_key', 'arguments'];

const rowOf = ({ source = '', destination = '', destination_type = '', routing_key = '', ...binding }: Binding) => [
  ...[source, destination, destination_type, routing_key],
  new AmqpTable((binding.arguments ?? {}) as Properties),
];

const endsOf = (vhost: string, { source = '', destination = '', destination_type }: Binding): Ends => ({
  ...{ vhost, source, destination },
  destination_type: destination_type === 'exchange' ? 'exchange' : 'queue',
});

const shownOf = ({ source, destination, destination_type, routing_key }: Binding): string =>
  `${JSON.stringify(source)} → ${destination_type} ${JSON.stringify(destination)} by ${JSON.stringify(routing_key)}`;

/** What is there instead may be what was meant. */
function notBound(key: string, sameKey: readonly Binding[], between: readonly Binding[]): DataError {
  const others = between.length === 0 ? undefined : between.map(({ routing_key }) => JSON.stringify(routing_key));
  const hint =
    sameKey.length > 0
      ? `there ${sameKey.length === 1 ? 'is one' : 'are some'} with other arguments: ${sameKey.map((binding) => printJson(binding.arguments ?? {})).join(', ')}`
      : others && `bound by: ${others.slice(0, 10).join(', ')}${others.length > 10 ? ', …' : ''}`;
  return new DataError(`There is no such binding by routing key "${key}"`, hint === undefined ? {} : { hint });
}
