import type { ClusterNode } from '../../api/nodes.js';
import { type Check, type Finding, findings } from './check.js';

/** P16: whether the others can carry what one node carries: memory and file descriptors. */
export const capacity: Check = ({ members }) => {
  const nodes = members.flatMap(
    ({ name, view }): readonly ClusterNode[] => view?.filter((node) => node.name === name) ?? [],
  );
  if (nodes.length < 2) return [];
  const found = [
    ...share(
      nodes.map(({ mem_used: used, mem_limit: limit }) => ({ used, limit })),
      'memory',
    ),
    ...share(
      nodes.map(({ fd_used: used, fd_total: limit }) => ({ used, limit })),
      'file descriptors',
    ),
  ];
  return findings('capacity', found, 'the other nodes can carry the load of each');
};

interface Use {
  readonly used: number | undefined;
  readonly limit: number | undefined;
}

/** What all use, of what is left when the largest one is away. */
function share(nodes: readonly Use[], what: string): readonly Finding[] {
  const limits = nodes.map(({ limit = 0 }) => limit);
  const total = nodes.reduce((sum, { used = 0 }) => sum + used, 0);
  const left = limits.reduce((sum, limit) => sum + limit, 0) - Math.max(...limits);
  const percent = left > 0 ? Math.round((total / left) * 100) : 0;
  if (percent <= 80) return [];
  const message = `with one node down the others would use ${percent} % of their ${what}. Take load away, or give them more`;
  return [percent > 100 ? { level: 'blocker', message, override: 'low-capacity' } : { level: 'warning', message }];
}
