import { withoutElectedLeader } from '../health/critical-queues.js';
import { metadataGroupProblem } from '../health/metadata-group.js';
import {
  initialSyncPending,
  isLeaderless,
  metadataStoreProblem,
  raisedAlarms,
  vhostsDown,
} from '../health/standing.js';
import type { Survey } from '../survey.js';
import { type Check, type Finding, findings, listed, notHad, queueName } from './check.js';
import { type Asked, answering, eachOf, from } from './each-member.js';

/** P6: no resource alarm anywhere. */
export const alarms: Check = async ({ members }) => {
  const [via] = answering(members);
  if (via === undefined) return [];
  const raised = await raisedAlarms(via.member);
  return findings(
    'alarms',
    raised.map((message) =>
      blocker(`${message}: publishers are blocked. Free some, or raise the limit; rabbitmq-diagnostics check_alarms`),
    ),
    'no alarm',
  );
};

/** P7: every virtual host is up on every node. */
export const vhosts: Check = async ({ members }) => {
  const { found, all } = await eachOf(members, async ({ member, name }) => {
    const down = await vhostsDown(member);
    return down.length === 0
      ? []
      : [
          blocker(
            `virtual hosts are down: ${listed(down)}. The node's log says why; rabbitmqctl restart_vhost -p NAME`,
            name,
          ),
        ];
  });
  return findings('vhosts', found, 'every virtual host is up', all);
};

/** P8: every queue and stream has a leader. */
export const leaders: Check = async (survey) => {
  const [via] = answering(survey.members);
  const unelected = (via && (await withoutElectedLeader(via.member))) ?? [];
  const leaderless = (survey.queues ?? []).filter(isLeaderless);
  const without = new Set([...leaderless, ...unelected].map(({ vhost, name }) => queueName(vhost, name)));
  const message = `queues without a leader, or down: ${listed([...without])}. Start the nodes of their replicas; rabbitmq-queues quorum_status NAME`;
  const found = without.size === 0 ? notHad(survey, 'queues') : [blocker(message)];
  return findings('leaders', found, 'every queue has a leader');
};

/** P11 (3.13+): new replicas have all that the old ones have. */
export const initialSync: Check = async (survey) => {
  const members = from('3.13.0', survey.members);
  if (members.length === 0) return [];
  const { found, all } = await eachOf(members, async ({ member, name }) =>
    (await initialSyncPending(member))
      ? [blocker('new replicas of quorum queues are still being filled: wait', name)]
      : [],
  );
  return findings('initial-sync', found, 'no replica is being filled', all);
};

/** P12: each node's metadata store is there, with data (4.0.6+); with Khepri, one leader and every member in its group. */
export const metadataStore: Check = async (survey) => {
  const members = from('4.0.6', survey.members);
  const group = await groupOf(survey);
  if (members.length === 0 && group === undefined) return [];
  const { found, all } = await eachOf(members, async ({ member, name }) => {
    const problem = await metadataStoreProblem(member);
    return problem === undefined
      ? []
      : [blocker(`the metadata store: ${problem}. rabbitmq-diagnostics metadata_store_status`, name)];
  });
  const allFound = [...found, ...(group?.found ?? [])];
  return findings('metadata-store', allFound, 'every metadata store has its data', all && group?.all !== false);
};

/** Asked of one: undefined where metadata are not in Khepri. */
async function groupOf({ members, flags = [] }: Survey): Promise<Asked | undefined> {
  const isOn = flags.some(({ name, state }) => name === 'khepri_db' && state === 'enabled');
  const [via] = answering(members);
  if (via === undefined || !(isOn || from('4.3.0', [via]).length > 0)) return undefined;
  const names = members.map(({ name }) => name);
  return eachOf([via], async ({ member }) => {
    const problem = await metadataGroupProblem(member, names);
    if (problem === undefined) return [];
    return [blocker(`the metadata store: ${problem}. rabbitmq-diagnostics metadata_store_status`)];
  });
}

const blocker = (message: string, node?: string): Finding => ({
  level: 'blocker',
  message,
  ...(node !== undefined && { node }),
  lasting: 'transient',
});
