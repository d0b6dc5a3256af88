import { path } from '../../api/management-api.js';
import { listQueues } from '../../api/queues.js';
import { listOf } from '../../api/shapes.js';
import { drainedNodes } from '../health/views.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { canDrain } from './drain.js';

/** From another node's view: under maintenance, no client connected, no quorum queue led that could be led elsewhere. */
export const verifyDrain: Step = {
  state: 'verify-drain',
  applies: canDrain,
  isDone: (facts) => reached(facts, 'stopping'),
  perform: (context) =>
    context.wait(() => context.engine.fromPeers(context.member, (peer) => asSeenFrom(peer, context))),
};

interface Connection {
  readonly node?: string;
  readonly type?: string;
  readonly client_properties?: Readonly<Record<string, unknown>>;
}

/** Those within the broker stay: of shovels and federation, by Erlang or marked (rabbit_networking:local_connections/0). */
const isClosedByDrain = ({ type, client_properties }: Connection): boolean =>
  type !== 'direct' && client_properties?.['ignore-maintenance'] !== true;

async function asSeenFrom(peer: Member, { member }: NodeContext): Promise<true | string> {
  const [drained, connections, queues] = await Promise.all([
    drainedNodes(peer),
    peer.node.api.request('GET', path`connections`, { query: { columns: 'node,type,client_properties' } }),
    listQueues(peer.node.api, undefined, ['type', 'node', 'members']),
  ]);
  if (!drained.has(member.name)) return `${peer.name} does not see it drained`;
  const left = listOf<Connection>(peer.node.api, connections).filter(
    (connection) => connection.node === member.name && isClosedByDrain(connection),
  );
  if (left.length > 0) return `${left.length} connection${left.length === 1 ? '' : 's'} to close`;
  const led = queues.filter(
    ({ type, node, members = [] }) => type === 'quorum' && node === member.name && members.length > 1,
  );
  return led.length === 0 ? true : `${led.length} quorum queue${led.length === 1 ? ' is' : 's are'} still led there`;
}
