import { CliError } from '../errors.js';
import { isDrained } from './health/views.js';
import type { NodeContext } from './node-context.js';
import type { Stop, Turn } from './node-turn.js';
import type { Step } from './step.js';
import { awaitMirrors, awaitQuorum } from './steps/await-quorum.js';
import { drain } from './steps/drain.js';
import { moveLeaders } from './steps/move-leaders.js';
import { othersAreWell } from './steps/others-are-well.js';
import { verifyDrain } from './steps/verify-drain.js';
import { stateTruths } from './tables/state-truths.js';

interface DrainFacts {
  readonly drained: boolean;
}

/** Before it is touched: the lock is ours, and the others are well. Alarms are no reason: draining may be what they need. */
const gate: Step<DrainFacts> = {
  state: 'gate',
  isDone: ({ drained }) => drained,
  perform: async (context) => {
    await context.engine.lock.check();
    await context.wait(() => othersAreWell(context));
  },
};

const untilDrained = (step: Step): Step<DrainFacts> => ({ ...step, isDone: ({ drained }) => drained });

/** What happens to a node that is drained and left so. */
export const drainTurn: Turn<DrainFacts> = {
  steps: [
    gate,
    ...[awaitQuorum, awaitMirrors, moveLeaders, drain].map(untilDrained),
    { ...verifyDrain, isDone: () => false },
  ],
  look: async ({ member, peers }: NodeContext) => ({ drained: await isDrained(member, peers) }),
  isBegun: ({ drained }) => drained,
  touchesIn: 'drain',
  stopped: howItIs,
};

/** It is left as it is: whoever wants it drained wants that more than its service. */
async function howItIs({ context, mark }: Stop<DrainFacts>): Promise<string> {
  const { state, member, peers } = context;
  if (state !== 'drain' && state !== 'verify-drain') return stateTruths[state];
  try {
    if (await isDrained(member, peers)) return stateTruths['verify-drain'];
    mark('to-do');
    return 'the node is not drained, and in service';
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return stateTruths[state];
  }
}
