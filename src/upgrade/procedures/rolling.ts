import { afterNodes } from '../after-nodes.js';
import { exportBefore, holdPackages, stagePackages } from '../before-nodes.js';
import { halfWayFirst } from '../half-way-first.js';
import { makePlan } from '../make-plan.js';
import { turnOf } from '../node-turn.js';
import type { Procedure } from '../procedure.js';
import { rollingEnd, rollingRetreat } from '../rolling-retreat.js';
import { rollingStatus } from '../rolling-status.js';
import { rollingTurn } from '../rolling-turn.js';

/** Upgrades or restarts nodes, one after the other. */
export const rolling: Procedure = {
  plan: (cluster, { members }, options) => makePlan(cluster, members, options),
  inOrder: halfWayFirst,
  before: async (engine) => {
    await stagePackages(engine);
    await exportBefore(engine);
    await holdPackages(engine);
  },
  takeTurn: turnOf(rollingTurn),
  after: afterNodes,
  nodeStatus: rollingStatus,
  retreat: rollingRetreat,
  endOf: rollingEnd,
};
