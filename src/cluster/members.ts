import type { ManagementApi } from '../api/management-api.js';
import { listNodes } from '../api/nodes.js';
import type { Node } from './cluster.js';
import { httpCannotAnswer } from './http-cannot-answer.js';
import { ownMembers } from './own-facts.js';

/**
 * The names of all members, sorted, running or not. Where HTTP cannot answer, `otherwise` does.
 * Throws what the API throws.
 */
export async function memberNames(
  api: ManagementApi,
  otherwise?: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return (await listNodes(api, ['name'])).flatMap(({ name }) => name ?? []).sort();
  } catch (error) {
    if (otherwise === undefined || !httpCannotAnswer(error)) throw error;
    return otherwise();
  }
}

/** As the node's own tool names them. */
export async function membersByTool(node: Node): Promise<readonly string[]> {
  return (await ownMembers(node)).sort();
}
