import { type NodeView, viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import { waitingHelpsNewcomer } from '../wait-until.js';
import { ownView } from './own-view.js';

/**
 * Waits until the members and the node that joined all see the same cluster: all of it running, nobody apart. Others that
 * are to join may have done so or not, unless it is the end.
 */
export async function seenByAll(context: NodeContext, inTheEnd = false): Promise<void> {
  const { member, peers, engine } = context;
  const others = engine.outsiders.filter((other) => other !== member).map(({ name }) => name);
  const open = inTheEnd ? [] : others;
  const all = [...peers.map(({ name }) => name), member.name, ...(inTheEnd ? others : [])].toSorted();
  const ask = async (): Promise<true | string> => {
    const answers = await Promise.all(peers.map(async (of) => ({ of: of.name, views: await viewFrom(of) })));
    for (const { of, views } of answers) {
      const counted = views.filter(({ name }) => !open.includes(name));
      const problem = problemIn(counted, all);
      if (problem !== undefined) return `${of} ${problem}`;
    }
    const { members, running, partitioned } = await ownView(member);
    if (members.filter((name) => !open.includes(name)).join() !== all.join()) {
      return `${member.name} counts ${members.join(', ')} as members`;
    }
    const down = all.filter((name) => running[name] === undefined);
    if (down.length > 0) return `${member.name} sees ${down.join(', ')} down`;
    return partitioned.length === 0 || `${member.name} sees a partition`;
  };
  await context.wait(ask, { every: 1000, helps: waitingHelpsNewcomer });
}

function problemIn(views: readonly NodeView[], all: readonly string[]): string | undefined {
  const names = views.map(({ name }) => name).toSorted();
  if (names.join() !== all.join()) return `counts ${names.join(', ')} as members`;
  const out = views.find(({ running, drained, partitions }) => !running || drained === true || partitions.length > 0);
  if (out === undefined) return undefined;
  return `sees ${out.name} ${!out.running ? 'down' : out.drained === true ? 'drained' : 'partitioned'}`;
}
