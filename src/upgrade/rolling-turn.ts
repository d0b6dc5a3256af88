import { CheckFailed, CliError } from '../errors.js';
import { lookAt, type NodeFacts, reached } from './node-facts.js';
import type { Stop, Turn } from './node-turn.js';
import { awaitMirrors, awaitQuorum } from './steps/await-quorum.js';
import { awaitCatchup, awaitRejoin } from './steps/await-rejoin.js';
import { backup } from './steps/backup.js';
import { drain, revive } from './steps/drain.js';
import { gate } from './steps/gate.js';
import { hookAfter, hookBefore } from './steps/hook.js';
import { install } from './steps/install.js';
import { moveLeaders } from './steps/move-leaders.js';
import { soak } from './steps/soak.js';
import { awaitBoot, start } from './steps/start.js';
import { proveDown, stop } from './steps/stop.js';
import { verifyDrain } from './steps/verify-drain.js';
import { stateTruths } from './tables/state-truths.js';

/** What happens to each node of an upgrade or a restart. */
export const rollingTurn: Turn<NodeFacts> = {
  steps: [
    ...[gate, hookBefore, awaitQuorum, awaitMirrors, moveLeaders, drain, verifyDrain, stop, proveDown, backup, install],
    ...[start, awaitBoot, awaitRejoin, awaitCatchup, hookAfter, soak],
  ],
  look: lookAt,
  isBegun: ({ phase }) => phase !== 'untouched',
  touchesIn: 'drain',
  // Rebooted by itself while it was being drained, or drained by somebody since.
  prepare: async (facts, inBoot) => {
    if (facts.phase === 'replaced' && facts.drained) await revive(inBoot('await-boot'));
  },
  stopped: async (stop) => {
    const { error, facts, context } = stop;
    const { state } = context;
    const running = facts === undefined || !reached(facts, 'stopping');
    const drained = running && (facts?.phase === 'drained' || ['drain', 'verify-drain', 'stop'].includes(state));
    if (drained) return reviveIfItRuns(stop);
    // A start that failed was stopped: systemd would try it for ever.
    const failedStart = state === 'start' && error instanceof CheckFailed;
    return failedStart ? 'the node is stopped, with the package that was installed' : stateTruths[state];
  },
};

/** A drained node that still runs is taken back into service: a run that waits for somebody must not cost a node meanwhile. */
async function reviveIfItRuns({ context, mark }: Stop<NodeFacts>): Promise<string> {
  const { member } = context;
  try {
    const now = await lookAt(context);
    if (now.phase === 'drained') await revive(context);
    else if (now.phase !== 'untouched') return stateTruths[context.state];
    mark('to-do');
    return now.phase === 'drained' ? 'the node was drained, and is back in service' : 'the node is in service';
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    context.warn(`${member.name} may still be drained, and could not be revived: ${error.message}`);
    return stateTruths['verify-drain'];
  }
}
