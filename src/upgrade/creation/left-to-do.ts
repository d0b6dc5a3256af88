import { exportDefinitions } from '../../api/definitions.js';
import { parseJson } from '../../api/json.js';
import { getWholeOverview } from '../../api/overview.js';
import type { Cluster } from '../../cluster/cluster.js';
import { CliError } from '../../errors.js';
import type { AskedMember } from '../member.js';
import type { RunOptions } from '../run-options.js';
import type { ClusterState } from '../state-name.js';
import { isAdministrator } from './administrator.js';
import { lackingDefinitions, readDefinitions } from './definitions.js';
import { guestNeeds } from './guest.js';

/** What is left to do for a cluster whose nodes are all there: what is so already is not done again. Touches nothing. Throws DataError for a file that holds no definitions. */
export async function leftToDo(
  cluster: Cluster,
  first: AskedMember,
  options: RunOptions,
): Promise<readonly ClusterState[]> {
  const { clusterName, definitions, admin, guest = 'keep' } = options;
  const wanted = definitions === undefined ? undefined : await readDefinitions(definitions);
  const asked: readonly (readonly [ClusterState, boolean, () => Promise<boolean>])[] = [
    ['name', clusterName !== undefined, async () => (await getWholeOverview(cluster.api)).cluster_name !== clusterName],
    [
      'import',
      wanted !== undefined,
      async () => lackingDefinitions(wanted ?? {}, await definitionsOf(cluster)).length > 0,
    ],
    ['admin', admin !== undefined, async () => !(await isAdministrator(cluster.api, admin ?? ''))],
    ['guest', guest !== 'keep', () => guestNeeds(first, guest)],
  ];
  const found = await Promise.all(
    asked.map(async ([state, wants, isLeft]) => (wants && (await unlessSilent(isLeft)) ? [state] : [])),
  );
  return found.flat();
}

/** The definitions as they are now. Throws what the API throws. */
export async function definitionsOf({ api }: Cluster): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportDefinitions(api)) chunks.push(chunk);
  return parseJson(Buffer.concat(chunks).toString(), true) as Readonly<Record<string, unknown>>;
}

/** Why it cannot be asked is the affair of the checks. */
async function unlessSilent(isLeft: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isLeft();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return true;
  }
}
