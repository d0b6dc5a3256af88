import { orNotFound } from '../api/is-found.js';
import type { ManagementApi } from '../api/management-api.js';
import { listStreamClients, type StreamClient } from '../api/streams.js';
import { NotOverHttp } from '../errors.js';
import { has } from './capabilities.js';

/** NotOverHttp where HTTP does not tell them: whether there is such a virtual host or plugin the node's own tool says. */
export async function streamClients(
  api: ManagementApi,
  kind: 'consumers' | 'publishers',
  vhost: string,
  rabbitmq: string,
): Promise<readonly StreamClient[]> {
  if (!has(rabbitmq, 'plugin_lists_over_http'))
    throw new NotOverHttp('HTTP does not give what this version of RabbitMQ prints');
  return orNotFound(
    listStreamClients(api, kind, vhost),
    (cause) => new NotOverHttp(`HTTP does not know of stream ${kind} there`, { cause }),
  );
}
