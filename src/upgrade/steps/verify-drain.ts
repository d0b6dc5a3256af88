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

async function asSeenFrom(peer: Member, { member }: NodeContext): Promise<true | string> {
  const [drained, connections, queues] = await Promise.all([
    drainedNodes(peer),
    peer.node.api.request('GET', path`connections`, { query: { columns: 'node' } }),
    listQueues(peer.node.api, undefined, ['type', 'node', 'members']),
  ]);
  if (!drained.has(member.name)) return `${peer.name} does not see it drained`;
  const left = listOf<{ readonly node?: string }>(peer.node.api, connections).filter(
    ({ node }) => node === member.name,
  );
  if (left.length > 0) return `${left.length} connection${left.length === 1 ? '' : 's'} to close`;
  const led = queues.filter(
    ({ type, node, members = [] }) => type === 'quorum' && node === member.name && members.length > 1,
  );
  return led.length === 0 ? true : `${led.length} quorum queue${led.length === 1 ? ' is' : 's are'} still led there`;
}
