import { CliError } from '../errors.js';
import type { Engine } from './engine.js';
import type { NodeStanding } from './event.js';
import { viewFrom } from './health/views.js';
import type { Member } from './member.js';
import { nodeContext } from './node-context.js';
import { lookAt, type Phase } from './node-facts.js';
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
    const phase = await phaseOf(engine, member, node);
    standing.set(node.name, phase === 'untouched' ? 'to-do' : 'half-way');
    if (phase !== undefined && phase !== 'untouched' && phase !== 'replaced') out.add(node.name);
  };
  await Promise.all(plan.nodes.map(look));
  return plan.nodes.toSorted((one, other) => Number(out.has(other.name)) - Number(out.has(one.name)));
}

/** By its machine; where that is not reached, by what the others see of its broker. Undefined: nothing is known. */
async function phaseOf(engine: Engine, member: Member, node: NodePlan): Promise<Phase | undefined> {
  const answers = [
    async () => (await lookAt(nodeContext(engine, member, node, 'gate'))).phase,
    async () => {
      const views = await engine.fromPeers(member, viewFrom);
      const view = views.find(({ name }) => name === member.name);
      return view?.running === false ? 'down' : view?.drained ? 'drained' : undefined;
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
