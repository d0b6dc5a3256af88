import { initialSyncPending, leaderless, metadataStoreProblem, raisedAlarms, vhostsDown } from '../health/standing.js';
import type { MemberSurvey, Survey } from '../survey.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings, listed } from './check.js';

type Finding = Omit<Verdict, 'check'>;

/** P6: no resource alarm anywhere. */
export const alarms: Check = async ({ members }) => {
  const [via] = answering(members);
  if (via === undefined) return [];
  const raised = await raisedAlarms(via.member);
  return findings(
    'alarms',
    raised.map((message) => ({ level: 'blocker', message: `${message}: publishers are blocked` })),
    'no alarm',
  );
};

/** P7: every virtual host is up on every node. */
export const vhosts: Check = async ({ members }) => {
  const found = await eachOf(members, async ({ member, name }) => {
    const down = await vhostsDown(member);
    return down.length === 0
      ? []
      : [blocker(`virtual hosts are down: ${listed(down)}. rabbitmqctl restart_vhost`, name)];
  });
  return findings('vhosts', found, 'every virtual host is up');
};

/** P8: every queue and stream has a leader. */
export const leaders: Check = async ({ members }) => {
  const [via] = answering(members);
  if (via === undefined) return [];
  const without = await leaderless(via.member);
  const found = without.length === 0 ? [] : [blocker(`queues without a leader: ${listed(without)}`)];
  return findings('leaders', found, 'every queue has a leader');
};

/** P11: new replicas have all that the old ones have. */
export const initialSync: Check = async ({ members }) => {
  const found = await eachOf(members, async ({ member, name }) =>
    (await initialSyncPending(member))
      ? [blocker('new replicas of quorum queues are still being filled: wait', name)]
      : [],
  );
  return findings('initial-sync', found, 'no replica is being filled');
};

/** P12: each node's metadata store is there, with data. */
export const metadataStore: Check = async ({ members }) => {
  const found = await eachOf(members, async ({ member, name }) => {
    const problem = await metadataStoreProblem(member);
    return problem === undefined ? [] : [blocker(`the metadata store: ${problem}`, name)];
  });
  return findings('metadata-store', found, 'every metadata store has its data');
};

const blocker = (message: string, node?: string): Finding => ({
  level: 'blocker',
  message,
  ...(node !== undefined && { node }),
  lasting: 'transient',
});

/** Those that can be asked; the others are the affair of the check `reach`. */
export const answering = (members: Survey['members']): readonly MemberSurvey[] =>
  members.filter(({ overview }) => overview !== undefined);

/** What is found on each node, asked side by side. */
export async function eachOf(
  members: Survey['members'],
  ask: (of: MemberSurvey) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  return (await Promise.all(answering(members).map(ask))).flat();
}
