import type { ClusterNode } from '../api/nodes.js';
import type { AlarmRecord } from './record.js';

/** Alarms of all nodes, as the row of each tells them: no request of their own. */
export const alarmsOf = (rows: readonly ClusterNode[]): readonly AlarmRecord[] =>
  rows.flatMap(({ name: node = '', running, mem_alarm, disk_free_alarm, fd_used, fd_total }) => {
    if (running !== true) return [];
    const isFull = fd_used !== undefined && fd_total !== undefined && fd_total > 0 && fd_used >= fd_total;
    return [
      ...(mem_alarm === true ? [{ node, resource: 'memory' as const }] : []),
      ...(disk_free_alarm === true ? [{ node, resource: 'disk' as const }] : []),
      ...(isFull ? [{ node, resource: 'file_descriptors' as const }] : []),
    ];
  });
