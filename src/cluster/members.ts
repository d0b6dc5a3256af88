import { type ManagementApi, path } from '../api/management-api.js';
import { Unavailable } from '../errors.js';
import type { Node } from './cluster.js';
import { asRecord, textOf } from './overview.js';
import { ownMembers } from './own-facts.js';

/**
 * The names of all members, sorted, running or not. Where HTTP does not answer, `otherwise` does.
 * Throws what the API throws.
 */
export async function memberNames(
  api: ManagementApi,
  otherwise?: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    const query = { disable_stats: true, columns: 'name' };
    const nodes = await api.request('GET', path`nodes`, { query });
    const names = (Array.isArray(nodes) ? nodes : []).flatMap((node) => textOf(asRecord(node).name) ?? []);
    return names.sort();
  } catch (error) {
    if (otherwise === undefined || !(error instanceof Unavailable)) throw error;
    return otherwise();
  }
}

/** As the node's own tool names them. */
export async function membersByTool(node: Node): Promise<readonly string[]> {
  return (await ownMembers(node)).sort();
}
