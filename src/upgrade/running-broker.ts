import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagementApi } from '../api/management-api.js';
import { type ClusterNode, listNodes } from '../api/nodes.js';
import { Unavailable } from '../errors.js';
import type { RunningBroker } from '../ssh/packages/command-broker.js';

interface Looking {
  /** It is the only member: when nobody answers, it does not run. */
  readonly alone: boolean;
  /** ms between two looks. */
  readonly pause?: number;
}

/**
 * A node's broker as any member sees it: a drained node has no listener to ask. Undefined when it does not run. A broker
 * that has just started is seen up to 5 s before its statistics, and with them its pid, are in (seen on 4.0.5): without
 * them it would look like another process than it is, so they are waited for. Throws Unavailable when nobody can tell.
 */
export async function runningBroker(
  anyNode: ManagementApi,
  name: string,
  { alone, pause = 500 }: Looking,
): Promise<RunningBroker | undefined> {
  for (let looks = 0; looks < 60; looks++) {
    const node = await ownRow(anyNode, name, alone);
    if (node?.running !== true) return undefined;
    if (node.os_pid !== undefined) return told(node, node.os_pid);
    await sleep(pause);
  }
  throw new Unavailable(`${name} runs, but the cluster tells no statistics of it, its process among them`, {
    node: name,
    hint: 'A run with own commands tells one process of a broker from the next by them: are they turned off (management_agent.disable_metrics_collector)?',
  });
}

async function ownRow(anyNode: ManagementApi, name: string, alone: boolean): Promise<ClusterNode | undefined> {
  try {
    const nodes = await listNodes(anyNode, ['name', 'running', 'uptime', 'os_pid', 'applications']);
    return nodes.find((node) => node.name === name);
  } catch (error) {
    if (alone && error instanceof Unavailable) return undefined;
    throw error;
  }
}

function told(node: ClusterNode, pid: string): RunningBroker {
  const version = String(node.applications?.find((application) => application.name === 'rabbit')?.version ?? '');
  return { version, startedAt: Math.floor((Date.now() - (node.uptime ?? 0)) / 1000), pid };
}
