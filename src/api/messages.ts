import { type ManagementApi, path } from './management-api.js';
import { orNamesRights } from './rights.js';
import { asRecord, listOf, objectOf } from './shapes.js';
import { orUnspoken } from './unspoken.js';

export type Properties = Readonly<Record<string, unknown>>;

export interface Outgoing {
  readonly exchange: string;
  readonly routing_key: string;
  readonly payload: Uint8Array;
  readonly properties: Properties;
}

/** A message that was taken from a queue. */
export interface Message {
  readonly routing_key?: string;
  readonly exchange?: string;
  /** Those left in the queue behind it. */
  readonly message_count?: number;
  readonly payload?: string;
  readonly payload_bytes?: number;
  /** `base64` where the payload is no UTF-8 text. */
  readonly payload_encoding?: string;
  readonly redelivered?: boolean;
  /** An empty list where there are none. */
  readonly properties?: Properties | readonly never[];
}

/** What becomes of messages that were looked at: back to the queue, or gone. */
export const ackModes = [
  'ack_requeue_true',
  'reject_requeue_true',
  'ack_requeue_false',
  'reject_requeue_false',
] as const;
export type AckMode = (typeof ackModes)[number];

/**
 * Whether a queue or another exchange got it. The default exchange is the empty name. Throws NotFound
 * (`exchange_not_found`, `vhost_not_found`), DataError with the server's reason, AccessRefused.
 */
export async function publish(api: ManagementApi, vhost: string, message: Outgoing): Promise<boolean> {
  const { exchange: name, routing_key, payload, properties } = message;
  const body = {
    ...{ routing_key, properties },
    // Text could only be sent as text where it is whole UTF-8: so every byte arrives.
    ...{ payload: Buffer.from(payload).toString('base64'), payload_encoding: 'base64' },
  };
  const target = path`exchanges/${vhost}/${name === '' ? 'amq.default' : name}/publish`;
  const request = api.request('POST', target, { body });
  const post = orNamesRights(request, vhost, [{ right: 'write', of: 'exchange', name }]);
  const answer = await orUnspoken(post, [vhost, name], async () => {
    return `exchange "${name}" refuses the message: the permission write may be missing, or a property is not taken`;
  });
  return objectOf<{ readonly routed?: boolean }>(api, answer).routed === true;
}

/** Takes messages from the head of a queue. Throws NotFound, DataError (a stream cannot be read so), AccessRefused. */
export async function getMessages(
  api: ManagementApi,
  vhost: string,
  queue: string,
  wanted: { readonly count: number; readonly ackmode: AckMode; readonly truncate: number | undefined },
): Promise<readonly Message[]> {
  const body = { ...wanted, encoding: 'auto' };
  const request = api.request('POST', path`queues/${vhost}/${queue}/get`, { body });
  const post = orNamesRights(request, vhost, [{ right: 'read', of: 'queue', name: queue }]);
  const answer = orUnspoken(post, [vhost, queue], async () => {
    const { type } = asRecord(await api.request('GET', path`queues/${vhost}/${queue}`, { query: { columns: 'type' } }));
    return type === 'stream' ? `queue "${queue}" is a stream, which cannot be read so` : undefined;
  });
  return listOf(api, await answer);
}
