import { compareViews, type Disagreement } from '../upgrade/health/compare-views.js';
import { drainedNodes, viewsOf } from '../upgrade/health/views.js';
import type { Asked } from './ask-nodes.js';
import { firstNode } from './each-node.js';
import { type Finding, type Outcome, outcome, together } from './finding.js';
import { hangingAdvice, hangs } from './hanging.js';
import { membersOf } from './members-of.js';
import { reach } from './reach.js';

/** Who is a member, who says otherwise, who is down, apart from the others, or drained. Each by every node's own view. */
export async function membership(asked: Asked): Promise<Outcome> {
  const members = membersOf(asked.nodes);
  const seen = asked.nodes.map(({ name, view }) => ({
    name,
    views: view && viewsOf(view),
    answers: view !== undefined,
  }));
  const compared = compareViews(seen, members);
  const odd = new Set(compared.flatMap(({ kind, node }) => (kind === 'members' ? [node] : [])));
  const found = compared.filter((one) => {
    if (one.kind === 'down') return members.includes(one.node);
    // One that was reset is not seen by those that still list it: that is no matter of the network.
    return one.kind !== 'apart' || !(odd.has(one.node) || odd.has(one.from));
  });
  const drained = await maintenance(asked);
  const isOut = new Set([...found, ...drained.found].flatMap(({ node }) => node ?? []));
  const hanging = new Set(asked.nodes.filter(hangs).map(({ name }) => name));
  return together([
    outcome([...found.map((one) => findingOf(one, hanging)), ...strangers(asked, members)]),
    drained,
    reach(asked, members, isOut),
  ]);
}

function findingOf(found: Disagreement, hanging: ReadonlySet<string>): Finding {
  const { node } = found;
  switch (found.kind) {
    case 'members':
      return {
        ...{ check: 'members', level: 'critical', node, names: found.counts },
        message: `counts ${found.counts.join(', ')} as members, unlike the others`,
        advice:
          'Let it join them (rabbitctl join_cluster), or let those that still list it forget it (rabbitctl forget_cluster_node).',
      };
    case 'down':
      if (hanging.has(node)) {
        const message = 'is down, as the others see it, and hangs: its port takes connections and nothing answers';
        return { check: 'running', level: 'critical', node, message, advice: hangingAdvice };
      }
      return {
        ...{ check: 'running', level: 'critical', node },
        message: 'is down',
        advice: `Start it (systemctl start rabbitmq-server there); its log says why it stopped. If it never comes back: rabbitctl forget_cluster_node ${node}`,
      };
    case 'apart':
      return {
        ...{ check: 'partitions', level: 'critical', node, names: [found.from] },
        message: `does not see ${found.from}: the cluster is partitioned`,
        advice:
          'Mend the network (port 25672, both ways) or the Erlang cookie, whichever it is: rabbitctl doctor tells. If the two do not find each other then, restart the side that shall give way: what it took in meanwhile is lost.',
      };
  }
}

/** Named by the config file, and by no node. One that answers for itself has told already what it counts. */
const strangers = ({ nodes }: Asked, members: readonly string[]): readonly Finding[] =>
  nodes
    .filter(({ name, view }) => view === undefined && !members.includes(name) && members.length > 0)
    .map(({ name, problem }) => ({
      ...{ check: 'members', level: 'warning', node: name },
      message: `is named in the config file, but is no member, and does not answer: ${problem?.message ?? ''}`,
      advice: `Let it join (rabbitctl -n ${name} join_cluster), or take it out of the config file.`,
    }));

const maintenance = (asked: Asked): Promise<Outcome> =>
  firstNode(asked, 'maintenance', async ({ node, name, view }) =>
    [...(await drainedNodes({ node, name }, viewsOf(view)))].map((drained) => ({
      ...{ check: 'maintenance', level: 'warning', node: drained },
      message: 'is under maintenance: it takes no clients and leads no queue',
      advice: `When the work is done: rabbitctl -n ${drained} revive`,
    })),
  );
