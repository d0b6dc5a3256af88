import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientConnection, checkReason, closeClientConnection } from '../api/client-connections.js';
import type { ManagementApi } from '../api/management-api.js';
import { getOwnUser } from '../api/who-am-i.js';
import { NotOverHttp, NotPermitted } from '../errors.js';
import { seesAll } from './shown-to-user.js';

export interface Closing {
  readonly list: () => Promise<readonly ClientConnection[]>;
  /** What the clients are told. */
  readonly explanation: string;
  /** ms after each. */
  readonly delay?: number;
}

/**
 * Closes clients' connections; how many they were, those among them that went by themselves meanwhile. Throws NotOverHttp
 * where HTTP does not show the user all of them, or cannot carry the explanation.
 */
export async function closeConnections(api: ManagementApi, { list, explanation, delay = 0 }: Closing): Promise<number> {
  checkReason(explanation);
  const user = await getOwnUser(api);
  if (!seesAll(user)) throw notShown(user.name);
  const connections = await list();
  const atOnce = delay === 0 ? 8 : 1;
  for (let first = 0; first < connections.length; first += atOnce) {
    const next = connections.slice(first, first + atOnce);
    await Promise.all(next.map(({ name = '' }) => closeClientConnection(api, name, explanation)));
    if (delay > 0) await sleep(delay);
  }
  return connections.length;
}

function notShown(name: string): NotOverHttp {
  const message = `HTTP shows user "${name}" only its own`;
  const hint = `the user needs the tag administrator: rabbitmqctl set_user_tags ${name} administrator`;
  return new NotOverHttp(message, { cause: new NotPermitted(message, { hint }) });
}
