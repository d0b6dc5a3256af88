import { metadataStoreProblem } from '../upgrade/health/standing.js';
import type { Asked } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import type { Outcome } from './finding.js';

/** Nodes whose metadata store is not there, or empty (4.0.6+ tells). */
export const metadataStore = (asked: Asked): Promise<Outcome> =>
  eachNode(asked, 'metadata-store', async ({ node, name }) => {
    const problem = await metadataStoreProblem({ node, name });
    if (problem === undefined) return [];
    return [
      {
        ...{ check: 'metadata-store', level: 'critical', node: name },
        message: `its metadata store is not well: ${problem}`,
        advice: `rabbitctl -n ${name} metadata_store_status shows who is in it; a majority of the nodes must run.`,
      },
    ];
  });
