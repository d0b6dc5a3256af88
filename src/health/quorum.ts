import { listed, queueName } from '../upgrade/checks/check.js';
import { type CriticalQueue, quorumCritical } from '../upgrade/health/critical-queues.js';
import { structuralOf } from '../upgrade/health/structural.js';
import type { Asked } from './ask-nodes.js';
import { eachNode } from './each-node.js';
import type { Finding, Outcome } from './finding.js';
import { membersOf } from './members-of.js';

/** Nodes that queues, streams or RabbitMQ's own parts cannot lose now; what no waiting helps is told apart. */
export const quorum = (asked: Asked): Promise<Outcome> =>
  eachNode(asked, 'quorum', async ({ node, name }) => {
    const critical = await quorumCritical({ node, name });
    const structural = await structuralOf(critical, { node, name }, membersOf(asked.nodes));
    const passing = critical.filter((queue) => !structural.includes(queue));
    return [
      ...finding(name, structural, (queues) => ({
        message: `is one that these cannot lose, for they have too few replicas: ${queues}`,
        advice: `More replicas (rabbitctl grow), or none on nodes that are gone (rabbitctl shrink).`,
      })),
      ...finding(name, passing, (queues) => ({
        message: `is one that these cannot lose now, or their majority is gone: ${queues}`,
        advice: 'Their other replicas are down or behind: bring those back, and stop no other node until then.',
      })),
    ];
  });

function finding(
  node: string,
  queues: readonly CriticalQueue[],
  words: (queues: string) => Pick<Finding, 'message' | 'advice'>,
): readonly Finding[] {
  if (queues.length === 0) return [];
  const names = queues.map(({ name, vhost }) => queueName(vhost, name));
  return [{ check: 'quorum', level: 'warning', node, names, ...words(listed(names)) }];
}
