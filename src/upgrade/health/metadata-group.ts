import { asRecord } from '../../api/shapes.js';
import type { AskedMember } from '../member.js';
import { demandOfOwnTool } from './own-tool.js';

/**
 * What is wrong with the Raft group of Khepri as this member sees it; undefined when nothing is: one leader, and every member
 * of the cluster in it. Throws what the node's own tool throws (`rabbitmq-diagnostics metadata_store_status`).
 */
export async function metadataGroupProblem(via: AskedMember, members: readonly string[]): Promise<string | undefined> {
  const { json } = await demandOfOwnTool(via, 'rabbitmq-diagnostics', 'metadata_store_status');
  const rows = Object.values(json).map(asRecord);
  const states = new Map(rows.map((row) => [String(row['Node Name']), String(row['Raft State'])]));
  const leaders = [...states.values()].filter((state) => state === 'leader').length;
  if (leaders !== 1) return leaders === 0 ? 'it has no leader' : `it has ${leaders} leaders`;
  const missing = members.filter((name) => !states.has(name));
  if (missing.length > 0) return `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in its group`;
  const out = [...states].filter(([, state]) => state !== 'leader' && state !== 'follower');
  return out.length === 0 ? undefined : out.map(([name, state]) => `${name} is ${state}`).join(', ');
}
