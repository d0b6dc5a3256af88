import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import { memberNamed } from './member.js';
import { nodeContext } from './node-context.js';
import { lookAt, type NodeFacts } from './node-facts.js';
import type { NodePlan } from './plan.js';
import type { NodeEnd, Retreat } from './procedure.js';
import { goBack, type WayBack, wayBackOf } from './way-back.js';

/** A half-way node goes back into service as it was. */
export async function rollingRetreat(engine: Engine, node: NodePlan): Promise<Retreat> {
  const way = await wayBackOf(engine, node);
  return { words: words(node, way), go: () => goBack(engine, node, way) };
}

function words({ name, packages }: NodePlan, way: WayBack): string | undefined {
  if (way === 'nothing') return undefined;
  if (way === 'revive') return `${name} is drained, and is revived`;
  if (way === 'start') return `${name} is down, and is started as it is`;
  const broker = packages.find((pack) => pack.name.includes('rabbitmq')) ?? packages[0];
  return `${name} is down: the packages that it had are put back (${broker?.name} ${broker?.version} and ${packages.length - 1} more), and it is started`;
}

/** A node that had its turn stays as it is; one that a fault takes away meanwhile is told. */
export async function rollingEnd(engine: Engine, node: NodePlan): Promise<NodeEnd> {
  const member = memberNamed(engine, node.name);
  if (member === undefined) return { standing: 'to-do', inService: false };
  const facts = await lookAt(nodeContext(engine, member, node, 'gate'));
  const { phase, drained } = facts;
  return { standing: standingOf(node, facts), inService: (phase === 'replaced' || phase === 'untouched') && !drained };
}

function standingOf({ wasUp, standing, installed, candidate }: NodePlan, { phase, onTarget }: NodeFacts): NodeStanding {
  if (phase === 'replaced' || wasUp || standing === 'done') return 'done';
  // A restart leaves no other trace than a new process.
  const isChanged =
    candidate === undefined ? phase === 'down' || phase === 'starting' : onTarget && installed !== candidate;
  return isChanged ? 'half-way' : 'to-do';
}
