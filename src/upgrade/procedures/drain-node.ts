import { getOverview, identity } from '../../api/overview.js';
import { CliError } from '../../errors.js';
import { release } from '../after-nodes.js';
import { capacity } from '../checks/capacity.js';
import type { Check } from '../checks/check.js';
import { maintenance } from '../checks/maintenance.js';
import { membership, shape } from '../checks/membership.js';
import { reach } from '../checks/reach.js';
import { mirrors, quorum } from '../checks/replicas.js';
import { alarms, initialSync, leaders, metadataStore } from '../checks/standing.js';
import { clusterState } from '../cluster-state.js';
import { drainTurn } from '../drain-turn.js';
import type { Engine } from '../engine.js';
import { drainedNodes, isDrained } from '../health/views.js';
import { inTime } from '../in-time.js';
import { makePlan } from '../make-plan.js';
import { turnOf } from '../node-turn.js';
import type { Procedure } from '../procedure.js';
import { rollingEnd, rollingRetreat } from '../rolling-retreat.js';
import type { RunOptions } from '../run-options.js';
import type { MemberSurvey, Survey } from '../survey.js';
import { waitUntil } from '../wait-until.js';

/** Drains one node, and leaves it so. */
export const drainNode: Procedure = {
  plan: async (cluster, { members }, options) => {
    const planned = await makePlan(cluster, members, options, { checks, standing });
    // A node that is out already is no reason against taking it out.
    const nothing = planned.plan.nodes.every((node) => node.standing === 'done');
    return nothing ? { ...planned, verdicts: [] } : planned;
  },
  before: async () => {},
  takeTurn: turnOf(drainTurn),
  after: async (engine) => {
    await clusterState(engine, 'verify', (timeout) => allSeeIt(engine, timeout));
    await clusterState(engine, 'release', (timeout) => inTime(engine.clock, timeout, release(engine)));
  },
  nodeStatus: async ({ node, member, drained }) => {
    const overview = await getOverview(member.node.api, identity).catch(unlessOurs);
    const isOut = drained?.has(node.name);
    return {
      ...{ name: node.name, standing: isOut ? 'half-way' : 'to-do' },
      ...(overview?.rabbitmq_version !== undefined && { running: overview.rabbitmq_version }),
      ...(isOut !== undefined && { drained: isOut }),
    };
  },
  retreat: rollingRetreat,
  endOf: rollingEnd,
};

/** Other machines than the node's own have no part in it, and an alarm may be just why it is drained. */
const checks: Readonly<Record<string, Check>> = {
  reach: async (survey, options) => {
    const members = survey.members.map((of) => ({ ...of, probe: undefined, problems: problemsOf(of, options) }));
    const fine = 'every node answers over HTTP, and the one to drain over SSH as well';
    return (await reach({ ...survey, members }, options)).map((of) =>
      of.level === 'ok' ? { ...of, message: fine } : of,
    );
  },
  ...{ membership, shape, maintenance },
  alarms: async (survey, options) =>
    (await alarms(survey, options)).map((of) => (of.level === 'blocker' ? { ...of, level: 'warning' } : of)),
  ...{ leaders, quorum, mirrors },
  ...{ 'initial-sync': initialSync, 'metadata-store': metadataStore, capacity },
};

const problemsOf = ({ name, problems }: MemberSurvey, { nodes = [] }: RunOptions): MemberSurvey['problems'] =>
  problems.filter(({ what }) => what === 'http' || (nodes.includes(name) && (what === 'ssh' || what === 'sudo')));

/** Asked of the others: a node that is drained does not answer. */
async function standing({ member }: MemberSurvey, _: unknown, { members }: Survey): Promise<'done' | 'to-do'> {
  const peers = members.filter((other) => other.member !== member && other.view !== undefined);
  if (peers.length === 0) return 'to-do';
  const drained = await isDrained(
    member,
    peers.map((peer) => peer.member),
  );
  return drained ? 'done' : 'to-do';
}

function unlessOurs(error: unknown): undefined {
  if (!(error instanceof CliError)) throw error;
}

/** Every other node, by its own word. */
async function allSeeIt(engine: Engine, timeout: number): Promise<void> {
  const { clock, signal, members, plan, stopwatch } = engine;
  const names = plan.nodes.map(({ name }) => name);
  const ask = async () => {
    for (const peer of members.filter(({ name }) => !names.includes(name))) {
      const drained = await drainedNodes(peer);
      const missed = names.find((name) => !drained.has(name));
      if (missed !== undefined) return `${peer.name} does not see ${missed} drained`;
    }
    return true;
  };
  const report = (reason: string) => engine.emit({ event: 'waiting', state: 'verify', reason });
  await stopwatch.waiting(() => waitUntil(ask, { clock, signal, timeout, report }));
}
