import { CliError } from '../errors.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import { viewFrom } from './health/views.js';
import type { Member } from './member.js';
import { nodeContext } from './node-context.js';
import { lookAt } from './node-facts.js';
import type { NodePlan } from './plan.js';

/**
 * The nodes of a run that is gone on with, in the order in which they are taken: first those that are out of service, for
 * no other one's turn can end while they are, and whoever took a run over has no journal that tells which ones they are.
 * Says where each one stands: one that nobody can tell of may be half-way.
 */
export async function halfWayFirst(engine: Engine, standing: Map<string, NodeStanding>): Promise<readonly NodePlan[]> {
  const { plan, members } = engine;
  const out = new Set<string>();
  const look = async (node: NodePlan): Promise<void> => {
    const member = members.find(({ name }) => name === node.name);
    if (member === undefined || standing.get(node.name) === 'done') return;
    const seen = await lookFrom(engine, member, node);
    standing.set(node.name, seen === 'in service' ? 'to-do' : 'half-way');
    if (seen === 'out') out.add(node.name);
  };
  await Promise.all(plan.nodes.map(look));
  return plan.nodes.toSorted((one, other) => Number(out.has(other.name)) - Number(out.has(one.name)));
}

/** By its machine; where that is not reached, by what the others see of its broker. Undefined: nothing is known. */
async function lookFrom(
  engine: Engine,
  member: Member,
  node: NodePlan,
): Promise<'in service' | 'replaced' | 'out' | undefined> {
  const answers = [
    async () => {
      const { phase, drained } = await lookAt(nodeContext(engine, member, node, 'gate'));
      if (phase === 'untouched') return 'in service';
      return phase === 'replaced' && !drained ? 'replaced' : 'out';
    },
    async () => {
      const views = await engine.fromPeers(member, viewFrom);
      const view = views.find(({ name }) => name === member.name);
      return view?.running === false || view?.drained ? 'out' : undefined;
    },
  ] as const;
  for (const answer of answers) {
    try {
      return await answer();
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  return undefined;
}
