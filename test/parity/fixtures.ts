import type { Lab } from '../lab/lab.js';
import { reportToStderr } from '../lab/report.js';
import { until } from '../lab/until.js';
import { awkward, definitionsFor } from './fixture-definitions.js';
import { startLiveFixtures } from './live-fixtures.js';

/** Fills the first host with awkward names; what it returns ends the live connections and removes everything again. */
export async function fixtures(lab: Lab): Promise<() => Promise<void>> {
  await blankFirstHost(lab);
  const definitions = definitionsFor(lab.version);
  await ask(lab, 'POST', 'definitions', definitions);
  for (const { name } of definitions.vhosts) {
    const everything = { configure: '.*', write: '.*', read: '.*' };
    await ask(lab, 'PUT', `permissions/${encodeURIComponent(name)}/${lab.username}`, everything);
  }
  const live = await startLiveFixtures(lab);
  await until('statistics of all fixtures', () => statisticsAreIn(lab, live.expected), { every: 500 });
  return async () => {
    await live.end();
    await clearOrReset(lab);
  };
}

/** Other tests may have left a cluster or things behind; a single node is only cleared. */
export async function blankFirstHost(lab: Lab): Promise<void> {
  const members = (await ask(lab, 'GET', 'nodes').catch(() => [])) as readonly unknown[];
  if (members.length !== 1) await lab.hosts[0]?.reset();
  else await clearOrReset(lab);
  // Until then cluster_status asks the node's own tool.
  const told = async () =>
    ((await ask(lab, 'GET', 'nodes')) as readonly { readonly processors?: number }[])[0]?.processors !== undefined;
  await until('statistics of the first host', told, { seconds: 60, every: 200 });
}

/** A busy broker has taken more than half a minute to delete a virtual host; made anew, it is blank as well. */
async function clearOrReset(lab: Lab): Promise<void> {
  try {
    await clear(lab);
  } catch (error) {
    reportToStderr(`  ${lab.suite}: the first host is reset, for it could not be cleared: ${String(error)}`);
    await lab.hosts[0]?.reset();
  }
}

/** Only the virtual host / and the two administrators stay. */
async function clear(lab: Lab): Promise<void> {
  const named = async (path: string) => (await ask(lab, 'GET', path)) as readonly { readonly name: string }[];
  const removeAll = async (path: string, kept: readonly string[]) => {
    for (const { name } of await named(path)) {
      if (!kept.includes(name)) await ask(lab, 'DELETE', `${path}/${encodeURIComponent(name)}`);
    }
  };
  await removeAll('vhosts', ['/', '']);
  await removeAll('users', ['guest', lab.username]);
  await removeAll('policies/%2F', ['']);
  await removeAll('queues/%2F', []);
  for (const { component, name } of (await ask(lab, 'GET', 'parameters')) as readonly Parameter[])
    await ask(lab, 'DELETE', `parameters/${component}/%2F/${encodeURIComponent(name)}`);
}

interface Parameter {
  readonly component: string;
  readonly name: string;
}

interface QueueStatistics {
  readonly name: string;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  readonly memory?: number;
}

/** HTTP's statistics lag behind by up to five seconds. */
async function statisticsAreIn(lab: Lab, expected: ReadonlyMap<string, readonly number[]>): Promise<boolean> {
  const queues = (await ask(lab, 'GET', `queues/${encodeURIComponent(awkward.vhost)}`)) as readonly QueueStatistics[];
  const consumers = (await ask(lab, 'GET', `consumers/${encodeURIComponent(awkward.vhost)}`)) as readonly unknown[];
  const wanted = [...expected.values()].reduce((sum, [, , count = 0]) => sum + count, 0);
  return (
    consumers.length === wanted &&
    queues.every(
      ({ name, messages_ready, messages_unacknowledged, consumers: count, memory }) =>
        memory !== undefined &&
        String([messages_ready, messages_unacknowledged, count]) === String(expected.get(name) ?? [0, 0, 0]),
    )
  );
}

async function ask(lab: Lab, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://${lab.hosts[0]?.address}:15672/api/${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new Error(`${method} ${path}: ${String(error)}`);
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
