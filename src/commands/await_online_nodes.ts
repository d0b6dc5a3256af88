import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagementApi } from '../api/management-api.js';
import { type ClusterNode, listNodes } from '../api/nodes.js';
import { command } from '../cli/command.js';
import { text } from '../cli/input.js';
import { DataError, TimedOut } from '../errors.js';

const seconds = 300;

export default command({
  section: 'cluster_management',
  summary: 'Waits until so many nodes of the cluster run',
  tool: 'rabbitmqctl',
  about: 'node',
  allNodes: true,
  // The limit is kept here, from the first answer to the last.
  timeout: seconds,
  args: { count: text('how many nodes, the node itself among them') },
  examples: ['rabbitctl await_online_nodes 3 --timeout 60'],
  validate: ({ args: { count } }) => {
    if (!/^\+?\d+$/.test(count) || Number(count) === 0) {
      throw new DataError('Bad argument: Argument must be a positive integer');
    }
  },
  banner: ({ node, args, settings }) =>
    `Will wait for at least ${args.count} nodes to join the cluster of ${node.name}. Timeout: ${settings.timeout.value ?? seconds} seconds.`,
  run: async ({ node, args, settings, signal }) => {
    const end = Date.now() + (settings.timeout.value ?? seconds) * 1000;
    for (;;) {
      const members = await membersInTime(node.api);
      const running = members.filter((member) => member.running === true).length;
      if (running >= Number(args.count)) return;
      if (Date.now() >= end || members.length === 0) {
        const told = members.map(({ name, running: runs }) => `${name}${runs === true ? '' : ' (down)'}`);
        throw new TimedOut(`timed out while waiting. Not enough nodes joined ${node.name}'s cluster.`, {
          ...{ node: node.name, exitCode: 70 },
          hint:
            told.length === 0 ? 'It did not answer in time.' : `${running} of ${args.count} run: ${told.join(', ')}`,
        });
      }
      await sleep(Math.min(1000, Math.max(0, end - Date.now())), undefined, { signal });
    }
  },
});

/** None when there is no answer within the time that is allowed for all. */
async function membersInTime(api: ManagementApi): Promise<readonly ClusterNode[]> {
  try {
    return await listNodes(api, ['name', 'running']);
  } catch (error) {
    if (error instanceof TimedOut) return [];
    throw error;
  }
}
