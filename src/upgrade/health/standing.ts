import { ApiRefused } from '../../api/errors.js';
import { checkAlarms } from '../../api/health.js';
import { path } from '../../api/management-api.js';
import { listNodes } from '../../api/nodes.js';
import { listQueues, type Queue } from '../../api/queues.js';
import { asRecord } from '../../api/shapes.js';
import { NotFound } from '../../errors.js';
import type { AskedMember } from '../member.js';
import { askOwnTool } from './own-tool.js';
import { runs } from './running-version.js';

/** Resource alarms of the whole cluster as sentences: `memory alarm on rabbit@mq2`. Throws what the API throws. */
export async function raisedAlarms(via: AskedMember): Promise<readonly string[]> {
  try {
    return (await checkAlarms(via.node.api)).map(({ resource, node }) => `${resource} alarm on ${node}`);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    // Before 3.8.10 there is no such check: each node's own fields say the same.
    const nodes = await listNodes(via.node.api, ['name', 'mem_alarm', 'disk_free_alarm']);
    return nodes.flatMap((node) => [
      ...(node.mem_alarm === true ? [`memory alarm on ${node.name}`] : []),
      ...(node.disk_free_alarm === true ? [`disk alarm on ${node.name}`] : []),
    ]);
  }
}

/** Virtual hosts that are not up on this member. Throws what the API throws. */
export async function vhostsDown(member: AskedMember): Promise<readonly string[]> {
  const answer = await failureOf(member, 'virtual-hosts');
  if (answer !== 'unknown') {
    const names = answer?.['virtual-hosts'];
    if (answer === undefined) return [];
    return Array.isArray(names) ? names.map(String) : [String(answer.reason ?? 'unknown')];
  }
  const vhosts = await member.node.api.request('GET', path`vhosts`, { query: { columns: 'name,cluster_state' } });
  return (Array.isArray(vhosts) ? vhosts : [])
    .map(asRecord)
    .filter((vhost) => (asRecord(vhost.cluster_state)[member.name] ?? 'running') !== 'running')
    .map((vhost) => String(vhost.name));
}

/** Queues and streams without a leader, or that do not run: `VHOST/NAME`. Throws what the API throws. */
export async function leaderless(via: AskedMember): Promise<readonly string[]> {
  const queues = await listQueues(via.node.api, undefined, ['type', 'state', 'leader', 'node']);
  return queues.filter(isLeaderless).map(({ vhost, name }) => `${vhost} ${name}`);
}

/** Needs the columns type, state, leader and node. A quorum queue that has lost its majority still names its last leader. */
export const isLeaderless = ({ state, type, leader, node }: Queue): boolean =>
  (state !== undefined && outOfService.has(state)) || (type !== 'classic' && state !== undefined && !(leader ?? node));

const outOfService: ReadonlySet<string> = new Set(['down', 'minority', 'stopped', 'crashed', 'terminated']);

/** Whether new replicas of quorum queues on this member still catch up; false before 3.13, which does not tell. Throws what the tool throws. */
export async function initialSyncPending(member: AskedMember): Promise<boolean> {
  if (!(await runs(member, '3.13.0'))) return false;
  const check = 'check_if_new_quorum_queue_replicas_have_finished_initial_sync';
  return (await askOwnTool(member, 'rabbitmq-queues', check)).code !== 0;
}

/** What is wrong with this member's metadata store, in the server's words; undefined when nothing is, or it cannot tell (before 4.0.6). */
export async function metadataStoreProblem(member: AskedMember): Promise<string | undefined> {
  const answer = await failureOf(member, 'metadata-store/initialized/with-data');
  return answer === undefined || answer === 'unknown' ? undefined : String(answer.reason ?? 'not initialised');
}

/** What a failed check answers; undefined when it passes, `unknown` when this version has no such check. */
async function failureOf(
  member: AskedMember,
  check: string,
): Promise<Readonly<Record<string, unknown>> | 'unknown' | undefined> {
  try {
    await member.node.api.request('GET', checks(check));
    return undefined;
  } catch (error) {
    if (error instanceof NotFound) return 'unknown';
    if (error instanceof ApiRefused && error.answer.status === 'failed') return error.answer;
    throw error;
  }
}

const checks = (check: string) =>
  check === 'virtual-hosts'
    ? path`health/checks/virtual-hosts`
    : path`health/checks/metadata-store/initialized/with-data`;
