import { listed } from '../upgrade/checks/check.js';
import { vhostsDown } from '../upgrade/health/standing.js';
import type { Asked } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import type { Outcome } from './finding.js';

/** Virtual hosts that are not up on some node. */
export const vhosts = (asked: Asked): Promise<Outcome> =>
  eachNode(asked, 'vhosts', async ({ node, name }) => {
    const down = await vhostsDown({ node, name });
    if (down.length === 0) return [];
    return [
      {
        ...{ check: 'vhosts', level: 'critical', node: name, names: down },
        message: `virtual hosts are down: ${listed(down)}`,
        advice: `Its log says why (rabbitctl -n ${name} log_tail). To start one again: rabbitctl -n ${name} restart_vhost -p NAME`,
      },
    ];
  });
