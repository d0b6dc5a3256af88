import { ApiRefused } from '../../api/errors.js';
import { path } from '../../api/management-api.js';
import { asRecord } from '../../api/shapes.js';
import { CheckFailed, NotFound } from '../../errors.js';
import type { AskedMember } from '../member.js';
import { askOwnTool } from './own-tool.js';
import { runs } from './running-version.js';

/** What would lose its majority, or its only synchronised mirror, if the node stopped now: a queue, a stream, or a part of RabbitMQ itself. */
export interface CriticalQueue {
  readonly name: string;
  readonly vhost: string;
  readonly type: string;
}

/**
 * What is quorum-critical on this node, asked of the node itself (facts §1: the check is node-local): over HTTP, before
 * 3.8.10 of its own tool. A drained node is critical by its nature: ask before. Throws what either throws.
 */
export async function quorumCritical(member: AskedMember): Promise<readonly CriticalQueue[]> {
  return ofEither(member, 'node-is-quorum-critical', 'check_if_node_is_quorum_critical');
}

/** Classic queues whose mirrors are not synchronised; none from 4.0 on, which has no mirrors. */
export async function mirrorCritical(member: AskedMember): Promise<readonly CriticalQueue[]> {
  if (await runs(member, '4.0.0')) return [];
  return ofEither(member, 'node-is-mirror-sync-critical', 'check_if_node_is_mirror_sync_critical');
}

/**
 * Quorum queues of all virtual hosts that have no elected leader at this moment, as this member knows it; undefined before
 * 4.1, which cannot tell. Throws what the API throws.
 */
export async function withoutElectedLeader({ node }: AskedMember): Promise<readonly CriticalQueue[] | undefined> {
  try {
    await node.api.request('GET', path`health/checks/quorum-queues-without-elected-leaders/all-vhosts`);
    return [];
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    return queuesOf(error.answer, String(error.answer.reason ?? error.message));
  }
}

async function ofEither(member: AskedMember, check: string, command: string): Promise<readonly CriticalQueue[]> {
  try {
    await member.node.api.request('GET', path`health/checks/${check}`);
    return [];
  } catch (error) {
    if (error instanceof NotFound) return byOwnTool(member, command);
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    return queuesOf(error.answer, String(error.answer.reason ?? error.message));
  }
}

async function byOwnTool(member: AskedMember, command: string): Promise<readonly CriticalQueue[]> {
  const { code, json, stderr } = await askOwnTool(member, 'rabbitmq-queues', command);
  if (code === 0) return [];
  if (code !== 69 || !Array.isArray(json.queues)) {
    throw new CheckFailed(`rabbitmq-queues ${command} failed on ${member.name} with code ${code}`, {
      node: member.name,
      hint: stderr || JSON.stringify(json),
    });
  }
  return queuesOf(json, String(json.message ?? command));
}

/** A failed check that names nothing is still a failed check. */
function queuesOf(answer: Readonly<Record<string, unknown>>, reason: string): readonly CriticalQueue[] {
  const queues = Array.isArray(answer.queues) ? answer.queues.map(asRecord) : [];
  if (queues.length === 0) return [{ name: reason, vhost: '', type: '' }];
  return queues.map((queue) => ({
    name: String(queue.name ?? queue.readable_name ?? ''),
    // RabbitMQ's own Raft parts have none: "(not applicable)".
    vhost: String(queue.virtual_host ?? '').replace(/^\(not applicable\)$/, ''),
    type: String(queue.type ?? ''),
  }));
}
