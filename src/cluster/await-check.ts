import { setTimeout as sleep } from 'node:timers/promises';
import { healthCheckIfAny, type Verdict } from '../api/health.js';
import type { ManagementApi, Path } from '../api/management-api.js';
import { CheckFailed, NotOverHttp } from '../errors.js';

/** `seconds` is how long; `lacks` completes "HTTP has no …". */
export interface AwaitedCheck {
  readonly check: Path;
  readonly seconds: number;
  readonly signal: AbortSignal;
  readonly lacks: string;
}

/**
 * Asks a node for one of its checks until it is well. Throws CheckFailed with the server's reason when the time is up, and
 * NotOverHttp where this version has no such check.
 */
export async function awaitCheck(
  api: ManagementApi,
  { check, seconds, signal, lacks }: AwaitedCheck,
): Promise<Verdict> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const verdict = await healthCheckIfAny(api, check);
    if (verdict === undefined) throw new NotOverHttp(`before 3.8.10 HTTP has no ${lacks}`);
    if (verdict.ok) return verdict;
    if (Date.now() >= end) {
      throw new CheckFailed('time is up', { hint: `After ${seconds} s: ${String(verdict.answer.reason ?? '')}` });
    }
    await sleep(Math.min(500, Math.max(0, end - Date.now())), undefined, { signal });
  }
}
