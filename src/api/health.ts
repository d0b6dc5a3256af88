import { ApiRefused } from './errors.js';
import { type ManagementApi, path } from './management-api.js';
import { objectOf } from './shapes.js';

/** What a health check says; `details` are the server's own, and hold `reason` when it is not well. */
export interface Health {
  readonly ok: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Alarms of the whole cluster. Throws NotFound before 3.8.10. */
export async function checkAlarms(api: ManagementApi): Promise<Health> {
  try {
    return { ok: true, details: objectOf(api, await api.request('GET', path`health/checks/alarms`)) };
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    return { ok: false, details: error.answer };
  }
}
