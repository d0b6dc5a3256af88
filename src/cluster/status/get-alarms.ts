import { checkAlarms } from '../../api/health.js';
import type { ManagementApi } from '../../api/management-api.js';
import { listNodes } from '../../api/nodes.js';
import { NotFound } from '../../errors.js';
import type { Alarm } from './cluster-status.js';

/**
 * Every alarm of the cluster. The health check knows file descriptors too; before 3.8.10, where it is not there, /api/nodes
 * answers. Throws CheckFailed when the check fails without naming an alarm.
 */
export async function getAlarms(api: ManagementApi): Promise<readonly Alarm[]> {
  try {
    return (await checkAlarms(api)).map(({ node = '', resource }) => ({
      node: String(node),
      resource: resources[String(resource)] ?? 'file_descriptors',
    }));
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    const nodes = await listNodes(api, ['name', 'mem_alarm', 'disk_free_alarm']);
    return nodes.flatMap(({ name = '', mem_alarm, disk_free_alarm }) => [
      ...(mem_alarm === true ? [{ node: name, resource: 'memory' as const }] : []),
      ...(disk_free_alarm === true ? [{ node: name, resource: 'disk' as const }] : []),
    ]);
  }
}

/** As the health check calls them (seen on 4.0.5). */
const resources: Readonly<Record<string, Alarm['resource']>> = { memory: 'memory', disk: 'disk', 'disk space': 'disk' };
