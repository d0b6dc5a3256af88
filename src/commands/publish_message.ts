import { orNotFound } from '../api/is-found.js';
import { publish } from '../api/messages.js';
import { noSuchVhost } from '../api/no-such-vhost.js';
import { typedObject } from '../api/typed-object.js';
import { command } from '../cli/command.js';
import { option, ours, vhost } from '../cli/input.js';
import { checkProperties, payloadOf } from '../cli/message-input.js';
import { jsonOption } from '../cli/topology-input.js';
import { CheckFailed, DataError, UsageError } from '../errors.js';

export default command({
  section: 'queues_and_messages',
  summary: 'Publishes a message; it fails when no queue gets it',
  flags: {
    vhost,
    exchange: ours(option('exchange to publish to; by default the one that knows each queue by its name')),
    'routing-key': ours(option('routing key; empty by default')),
    payload: ours(option('the message itself; without it and --file from stdin')),
    file: ours(option('file with the message, byte for byte')),
    properties: ours(jsonOption('properties, as JSON: content_type, delivery_mode, expiration …')),
    headers: ours(jsonOption('headers, as JSON')),
  },
  examples: [
    "rabbitctl publish_message --routing-key orders --payload 'hello' -p shop",
    'rabbitctl publish_message --exchange events --routing-key a.b --properties \'{"delivery_mode":2}\' < message.bin',
  ],
  validate: ({ flags }) => {
    if (flags.payload !== undefined && flags.file !== undefined) {
      throw new UsageError('--payload and --file exclude each other');
    }
  },
  banner: ({ flags }) => `Publishing to exchange "${flags.exchange ?? ''}" in vhost "${flags.vhost}" ...`,
  run: async ({ cluster, flags, stdin }) => {
    const { vhost, 'routing-key': routing_key = '' } = flags;
    const exchange = flags.exchange === 'amq.default' ? '' : (flags.exchange ?? '');
    const properties = flags.properties === undefined ? {} : typedObject(flags.properties, 'properties');
    const headers = flags.headers === undefined ? undefined : typedObject(flags.headers, 'headers');
    checkProperties(properties);
    const sent = publish(cluster.api, vhost, {
      ...{ exchange, routing_key, payload: await payloadOf(flags, stdin) },
      properties:
        headers === undefined
          ? properties
          : { ...properties, headers: { ...(properties.headers as object | undefined), ...headers } },
    });
    const routed = await orNotFound(sent, (cause) =>
      cause.message === 'vhost_not_found'
        ? noSuchVhost(vhost)(cause)
        : new DataError(`There is no exchange "${exchange}" in virtual host "${vhost}"`, { cause }),
    );
    if (!routed) {
      throw new CheckFailed(
        `no queue got the message: nothing is bound to exchange "${exchange}" by "${routing_key}"`,
        {
          hint: 'The server has dropped it.',
        },
      );
    }
  },
});
