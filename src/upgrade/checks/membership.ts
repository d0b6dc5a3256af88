import { compareViews, type Disagreement, type Seeing } from '../health/compare-views.js';
import { drainedNodes, viewsOf } from '../health/views.js';
import type { MemberSurvey } from '../survey.js';
import { type Check, type Finding, findings } from './check.js';
import { type Asked, eachOf } from './each-member.js';

/** P2: all nodes count the same members, all running, none apart, none drained; each by its own word. */
export const membership: Check = async ({ members }) => {
  const names = members.map(({ name }) => name);
  const drained = await drainedOf(members);
  const found = [...compareViews(members.map(seeing), names).map(findingOf), ...drained.found];
  const seenAll = drained.all && members.every(({ view }) => view !== undefined);
  return findings('membership', found, `${names.length} members, all running, none apart, none drained`, seenAll);
};

/** P15: with an even number of nodes, or few, a lost node costs more. */
export const shape: Check = ({ members }) => {
  const size = members.length;
  if (size >= 3 && size % 2 === 1) return findings('shape', [], `${size} nodes`);
  const message =
    size === 1
      ? 'a single node: it cannot be upgraded or restarted without an interruption'
      : size === 2
        ? 'two nodes: parts of RabbitMQ that need a majority (Khepri, streams) stop while one is down'
        : `${size} nodes: an even number tolerates no more failures than ${size - 1}`;
  return findings('shape', [{ level: 'warning', message, lasting: 'structural' }], '');
};

const seeing = ({ name, view, overview }: MemberSurvey): Seeing => ({
  name,
  views: view && viewsOf(view),
  answers: view !== undefined || overview !== undefined,
});

function findingOf(found: Disagreement): Finding {
  const blocker = (message: string): Finding => ({ level: 'blocker', message, node: found.node });
  switch (found.kind) {
    case 'members':
      return blocker(`counts ${found.counts.join(', ')} as members: let it join the others, or make them forget it`);
    case 'down':
      return blocker('is down: start it, or remove it with forget_cluster_node');
    case 'apart':
      return blocker(
        `does not see ${found.from}: the cluster is partitioned. Mend the network, then restart the side that shall give way`,
      );
  }
}

/** Asked of one: what all nodes know of it is the same. */
async function drainedOf(members: readonly MemberSurvey[]): Promise<Asked> {
  const byEase = members.toSorted((one, other) => one.problems.length - other.problems.length);
  const asked = byEase.find(({ view }) => view !== undefined);
  return eachOf(asked === undefined ? [] : [asked], async ({ member, view = [] }) => {
    const drained = await drainedNodes(member, viewsOf(view));
    return [...drained].map((node) => ({
      ...{ level: 'blocker', node },
      message: 'is drained: revive it (rabbitmq-upgrade revive), or go on with the run that drained it',
    }));
  });
}
