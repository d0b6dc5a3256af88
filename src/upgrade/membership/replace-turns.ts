import type { Engine } from '../engine.js';
import { viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import type { Turn } from '../node-turn.js';
import { Paused } from '../paused.js';
import { replacedNode } from '../run-options.js';
import type { Step } from '../step.js';
import { stateTruths } from '../tables/state-truths.js';
import { awaitSync, growAll, growSteps, lackingOf } from './grow-steps.js';
import { newcomerContext } from './join-retreat.js';
import { type JoinFacts, joinSteps, lookAtNewcomer } from './join-steps.js';
import { type LeaveFacts, leaveSteps, lookAtLeaver } from './leave-steps.js';

/** The new node joins, and gets what the old one has. */
export const joinTurnOf = (): Turn<JoinFacts> => ({
  steps: [...joinSteps, ...growSteps(({ engine }) => replacedNode(engine.plan.options) ?? '')],
  look: lookAtNewcomer,
  isBegun: ({ listed }) => listed,
  touchesIn: 'reset',
  stopped: async ({ context }) => stateTruths[context.state],
});

/** The old node leaves, once more only when the new one runs and has all that it has. */
export const leaveTurnOf = (): Turn<LeaveFacts> => ({
  steps: [standIn, ...leaveSteps],
  look: lookAtLeaver,
  isBegun: ({ listed, drained }) => !listed || drained,
  touchesIn: 'shrink',
  stopped: async ({ context }) => stateTruths[context.state],
});

/** A queue may have been declared since, and the new node may have gone. */
const standIn: Step<LeaveFacts> = {
  state: 'grow',
  isDone: ({ listed }) => !listed,
  perform: async (context) => {
    const { engine, member } = context;
    const fresh = engine.plan.nodes.find(({ name }) => name !== member.name);
    if (fresh === undefined) return;
    await context.wait(() => newOneRuns(engine, context, fresh.name));
    const newOne = newcomerContext(engine, fresh, 'grow');
    if ((await lackingOf(newOne, member.name)).length === 0) return;
    await growAll(newOne, member.name);
    await awaitSync(newOne);
  },
};

async function newOneRuns(engine: Engine, { member }: NodeContext, fresh: string): Promise<true | string> {
  const views = await engine.fromPeers(member, viewFrom);
  const seen = views.find(({ name }) => name === fresh);
  if (seen === undefined) throw new Paused('grow', `${fresh} is no member any more`, { node: fresh });
  return seen.running || `${fresh}, which takes its place, is down`;
}
