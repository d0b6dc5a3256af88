import { raisedAlarms } from '../health/standing.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { othersAreWell } from './others-are-well.js';

/** Before a node is touched: the lock is ours, all others are well, nothing is alarmed. */
export const gate: Step = {
  state: 'gate',
  // Bringing back a node that is down can only help.
  isDone: (facts) => reached(facts, 'stopping'),
  perform: async (context) => {
    await context.engine.lock.check();
    await context.wait(() => allIsWell(context));
  },
};

async function allIsWell(context: NodeContext): Promise<true | string> {
  const [others, alarms] = await Promise.all([
    othersAreWell(context),
    context.engine.fromPeers(context.member, raisedAlarms),
  ]);
  if (others !== true) return others;
  return alarms.length === 0 ? true : alarms.join(', ');
}
