import { drainedNodes, type NodeView, viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import { replacedNode } from '../run-options.js';

/**
 * True when every other member runs, is not drained, and sees no partition, each by its own word; else why not. This is
 * what keeps two nodes from being out at a time.
 */
export async function othersAreWell({ member, peers, engine }: NodeContext): Promise<true | string> {
  // Whoever joins or leaves may be among them or not.
  const outside = engine.outsiders.map(({ name }) => name);
  const all = engine.members.map(({ name }) => name).toSorted();
  const leaves = replacedNode(engine.plan.options);
  const asked = await Promise.allSettled(peers.map(async (peer) => ({ peer, views: await viewFrom(peer) })));
  const answers = asked.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const first = answers[0];
  // Where HTTP does not tell who is drained, one node's own tool is asked, and tells of all.
  const told = first === undefined ? new Set<string>() : await drainedNodes(first.peer, first.views);
  for (const { peer, views } of answers) {
    const staying = views.filter(({ name }) => name !== leaves);
    const drained = new Set([...told, ...views.filter((view) => view.drained).map(({ name }) => name)]);
    if (leaves !== undefined) drained.delete(leaves);
    const problem = problemIn(staying, drained, [member.name, ...outside], all);
    if (problem !== undefined) return `${peer.name} says: ${problem}`;
  }
  // What the living say of one that does not answer tells more than that.
  const silent = asked.find((answer) => answer.status === 'rejected');
  if (silent !== undefined) throw silent.reason;
  return true;
}

function problemIn(
  views: readonly NodeView[],
  drained: ReadonlySet<string>,
  [mine, ...outside]: readonly string[],
  all: readonly string[],
): string | undefined {
  const names = views
    .map(({ name }) => name)
    .filter((name) => !outside.includes(name))
    .toSorted();
  if (names.join() !== all.join()) return `the members are ${names.join(', ')}`;
  const down = views.filter(({ name, running }) => name !== mine && !running).map(({ name }) => name);
  if (down.length > 0) return `${down.join(', ')} ${down.length === 1 ? 'is' : 'are'} down`;
  const out = [...drained].filter((name) => name !== mine);
  if (out.length > 0) return `${out.join(', ')} ${out.length === 1 ? 'is' : 'are'} drained`;
  const apart = views.flatMap(({ name, partitions }) =>
    name === mine ? [] : partitions.map((from) => `${name} and ${from}`),
  );
  return apart.length > 0 ? `the cluster is partitioned: ${apart.join(', ')}` : undefined;
}
