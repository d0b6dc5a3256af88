import { ApiRefused, ApiUnavailable } from './errors.js';
import { type ManagementApi, path } from './management-api.js';
import { asRecord, objectOf } from './shapes.js';

/** A resource alarm as the server tells it: names, where they are what they should be. */
export interface RaisedAlarm {
  readonly node?: unknown;
  readonly resource?: unknown;
}

/**
 * Alarms of the whole cluster, none only where the check says that all is well. Throws NotFound before 3.8.10, CheckFailed
 * with the server's reason when the check fails without naming an alarm, ApiUnavailable when something else answers.
 */
export async function checkAlarms(api: ManagementApi): Promise<readonly RaisedAlarm[]> {
  try {
    const { status } = objectOf<{ readonly status?: unknown }>(
      api,
      await api.request('GET', path`health/checks/alarms`),
    );
    if (status === 'ok') return [];
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    const { alarms } = error.answer;
    if (!Array.isArray(alarms) || alarms.length === 0) throw error;
    return alarms.map(asRecord);
  }
  throw new ApiUnavailable('not-management', `${api.url} did not answer as RabbitMQ's check of alarms does`, {
    reached: true,
    hint: 'is the URL right?',
  });
}
