import { CheckFailed, DataError, NotFound } from '../errors.js';
import { ApiRefused, ApiUnavailable } from './errors.js';
import { type ManagementApi, type Path, path } from './management-api.js';
import { asRecord, objectOf } from './shapes.js';

/** A resource alarm as the server tells it: names, where they are what they should be. */
export interface RaisedAlarm {
  readonly node?: unknown;
  readonly resource?: unknown;
}

/** What a check found: the server's details where it failed. */
export interface Verdict {
  readonly ok: boolean;
  readonly answer: Readonly<Record<string, unknown>>;
}

/**
 * Asks the node that `api` is of for one of its checks. Throws NotFound where this version has no such check, which says
 * nothing of the node's health, and ApiUnavailable when something else answers, an overloaded proxy's 503 among it.
 */
export async function healthCheck(api: ManagementApi, check: Path): Promise<Verdict> {
  try {
    const answer = objectOf<Readonly<Record<string, unknown>>>(api, await api.request('GET', check));
    if (answer.status === 'ok') return { ok: true, answer };
  } catch (error) {
    if (!(error instanceof ApiRefused) || error.answer.status !== 'failed') throw error;
    return { ok: false, answer: error.answer };
  }
  throw new ApiUnavailable('not-management', `${api.url} did not answer as RabbitMQ's health checks do`, {
    reached: true,
    hint: 'is the URL right?',
  });
}

/**
 * Alarms of the whole cluster, none only where the check says that all is well. Throws like `healthCheck`, and CheckFailed
 * with the server's reason when the check fails without naming an alarm.
 */
export async function checkAlarms(api: ManagementApi): Promise<readonly RaisedAlarm[]> {
  const { ok, answer } = await healthCheck(api, path`health/checks/alarms`);
  if (ok) return [];
  const { alarms, reason } = answer;
  if (Array.isArray(alarms) && alarms.length > 0) return alarms.map(asRecord);
  throw new CheckFailed(String(reason ?? `${api.url} reports alarms and names none`));
}

/**
 * The verdict, or undefined where this version has no such check: not found, or with a %2F in the path a bad request to what
 * serves the API's own pages (seen on 4.0.5).
 */
export async function healthCheckIfAny(api: ManagementApi, check: Path): Promise<Verdict | undefined> {
  try {
    return await healthCheck(api, check);
  } catch (error) {
    if (error instanceof NotFound || (error instanceof DataError && check.includes('%2F'))) return undefined;
    throw error;
  }
}
