import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** Asks a host's management API as the lab's administrator; a status that is no success throws. `path` is encoded already. */
export type AsAdministrator = (method: string, path: string, body?: unknown) => Promise<unknown>;

export function asAdministrator(lab: Lab, host: LabHost): AsAdministrator {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  return async (method, path, body) => {
    const response = await fetch(`http://${host.address}:15672/api/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} at ${host.name}: ${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
