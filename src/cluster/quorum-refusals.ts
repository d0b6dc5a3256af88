import { ApiRefused } from '../api/errors.js';
import { CheckFailed, NotFound, NotOverHttp } from '../errors.js';
import type { Cluster } from './cluster.js';
import { noSuchQueue } from './no-such-queue.js';

/**
 * Says in the real tool's words why the server refuses something about a quorum queue. Throws NotOverHttp where it is the
 * request as such that is forbidden.
 */
export async function orRefusedByQueue<T>(
  request: Promise<T>,
  { queue, vhost, version }: { readonly queue: string; readonly vhost: string; readonly version: Cluster['version'] },
): Promise<T> {
  try {
    return await request;
  } catch (error) {
    const refused = error instanceof ApiRefused;
    const isGone = error instanceof NotFound || (refused && error.message === 'not_found');
    if (isGone) throw noSuchQueue(queue, vhost, (await version()).rabbitmq);
    if (!refused) throw error;
    if (error.status === 405) throw new NotOverHttp('HTTP may not change who is a member', { cause: error });
    throw new CheckFailed(sentences[error.message] ?? error.message, { cause: error });
  }
}

const sentences: Readonly<Record<string, string>> = {
  classic_queue_not_supported: 'this is a classic queue, which has no members',
  stream_queue_not_supported: 'this is a stream, no quorum queue',
  not_quorum_queue: 'this is no quorum queue',
  node_not_running: 'the node does not run',
  last_node: 'the last member cannot be removed',
};
