/** Who asks a host's management API; the answer is of no interest here but for its status. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const guest: Credentials = { username: 'guest', password: 'guest' };

/** Whether the API of this host answers; it says the version. */
export async function rabbitVersionAt(address: string, port = 15672): Promise<string> {
  const overview = await ask(`${address}:${port}`, 'GET', '/overview', guest);
  const { rabbitmq_version: version } = (await overview.json()) as { rabbitmq_version: string };
  return version;
}

/** Makes an administrator who may do everything in the vhost /. */
export async function addAdministrator(address: string, { username, password }: Credentials): Promise<void> {
  const api = `${address}:15672`;
  await ask(api, 'PUT', `/users/${username}`, guest, { password, tags: 'administrator' });
  const everything = { configure: '.*', write: '.*', read: '.*' };
  await ask(api, 'PUT', `/permissions/%2F/${username}`, guest, everything);
}

async function ask(api: string, method: string, path: string, who: Credentials, body?: object): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${who.username}:${who.password}`).toString('base64')}`;
  const response = await fetch(`http://${api}/api${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${method} ${path} at ${api}: ${response.status}`);
  return response;
}
