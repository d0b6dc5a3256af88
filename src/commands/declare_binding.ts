import { bind } from '../api/bindings.js';
import { orNotFound } from '../api/is-found.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { typedObject } from '../api/typed-object.js';
import { bindingFlags, requireEnds } from '../cli/binding-input.js';
import { command } from '../cli/command.js';
import { DataError } from '../errors.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Binds a queue or an exchange to an exchange',
  flags: bindingFlags,
  examples: [
    "rabbitctl declare_binding --source events --destination orders --routing-key 'order.#' -p shop",
    'rabbitctl declare_binding --source a --destination b --destination-type exchange --arguments \'{"x-match":"any"}\'',
  ],
  validate: ({ flags }) => requireEnds(flags),
  banner: ({ flags }) =>
    `Binding ${flags['destination-type']} "${flags.destination}" to exchange "${flags.source}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags }) => {
    const { vhost, source = '', destination = '' } = flags;
    const table = flags.arguments === undefined ? {} : typedObject(flags.arguments, 'arguments');
    if (flags['routing-key']?.includes('~') && Object.keys(table).length > 0) {
      throw new DataError('a routing key with ~ and arguments cannot be bound over HTTP', {
        hint: 'RabbitMQ would make the binding, and from then on could list none of its bindings any more.',
      });
    }
    const put = bind(
      cluster.api,
      { vhost, source, destination, destination_type: flags['destination-type'] },
      {
        routing_key: flags['routing-key'] ?? '',
        arguments: table,
      },
    );
    await orNotFound(put, (cause) =>
      cause.message === 'vhost_not_found' ? noSuchVhost(vhost)(cause) : new DataError(cause.message, { cause }),
    );
  },
});
