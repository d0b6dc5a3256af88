import { ApiRefused } from './errors.js';
import { type ManagementApi, type Path, path } from './management-api.js';
import { listOf, objectOf } from './shapes.js';

/** What a health check of the node says; `details` are the server's own, and hold `reason` when it is not well. */
export interface Health {
  readonly ok: boolean;
  readonly reason?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Alarms of the whole cluster. Throws NotFound before 3.8.10, as all of these do. */
export function checkAlarms(api: ManagementApi): Promise<Health> {
  return check(api, path`health/checks/alarms`);
}

/** An alarm in effect: `memory`, `disk`, or the server's own word for file descriptors. */
export interface ResourceAlarm {
  readonly node: string;
  readonly resource: string;
}

/** The alarms that `checkAlarms` fails with. */
export async function getResourceAlarms(api: ManagementApi): Promise<readonly ResourceAlarm[]> {
  const { alarms = [] } = (await checkAlarms(api)).details;
  return listOf<Partial<ResourceAlarm>>(api, alarms).map(({ node = '', resource = '' }) => ({ node, resource }));
}

/** Alarms of the node that answers. */
export function checkLocalAlarms(api: ManagementApi): Promise<Health> {
  return check(api, path`health/checks/local-alarms`);
}

/** Whether a listener of the node that answers has this port. */
export function checkPortListener(api: ManagementApi, port: number): Promise<Health> {
  return check(api, path`health/checks/port-listener/${String(port)}`);
}

/** Whether the node that answers has a listener for this protocol: `amqp`, `amqp/ssl`, `mqtt`, … */
export function checkProtocolListener(api: ManagementApi, protocol: string): Promise<Health> {
  return check(api, path`health/checks/protocol-listener/${protocol}`);
}

/** Whether a certificate of the node that answers expires within this time. */
export function checkCertificateExpiration(
  api: ManagementApi,
  within: number,
  unit: 'days' | 'weeks' | 'months' | 'years',
): Promise<Health> {
  return check(api, path`health/checks/certificate-expiration/${String(within)}/${unit}`);
}

/** Whether every virtual host runs on the node that answers. */
export function checkVirtualHosts(api: ManagementApi): Promise<Health> {
  return check(api, path`health/checks/virtual-hosts`);
}

/** Not ok when a quorum queue would lose its majority without the node that answers. */
export function checkNodeIsQuorumCritical(api: ManagementApi): Promise<Health> {
  return check(api, path`health/checks/node-is-quorum-critical`);
}

/** Not ok when a mirrored queue would lose its last synchronised copy with the node that answers. Throws NotFound from 4.0 on. */
export function checkNodeIsMirrorSyncCritical(api: ManagementApi): Promise<Health> {
  return check(api, path`health/checks/node-is-mirror-sync-critical`);
}

async function check(api: ManagementApi, route: Path): Promise<Health> {
  try {
    return { ok: true, details: objectOf(api, await api.request('GET', route)) };
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    return { ok: false, reason: error.message, details: error.answer };
  }
}
