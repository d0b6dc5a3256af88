import { type ManagementApi, path } from './management-api.js';
import { listOf } from './shapes.js';

/** A shovel as one node knows it. Which of the fields there are depends on its state. */
export interface Shovel {
  readonly node?: string;
  readonly name?: string;
  readonly vhost?: string;
  /** `static` or `dynamic`. */
  readonly type?: string;
  readonly state?: string;
  /** `2026-11-28 16:30:02`. */
  readonly timestamp?: string;
  readonly [field: string]: unknown;
}

/** Every shovel of the cluster. Throws NotFound where the plugin rabbitmq_shovel_management is off. */
export async function listShovels(api: ManagementApi): Promise<readonly Shovel[]> {
  return listOf(api, await api.request('GET', path`shovels`));
}

/** Throws NotFound where there is none, or no plugin rabbitmq_shovel_management. */
export async function restartShovel(api: ManagementApi, vhost: string, name: string): Promise<void> {
  await api.request('DELETE', path`shovels/vhost/${vhost}/${name}/restart`);
}
