import { expect } from 'vitest';
import { toolSays } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** All run, by the word of each; none is drained, nothing is alarmed or held, and no run has left a lock. */
export async function expectWhole({ hosts }: Lab): Promise<void> {
  const all = hosts.map(({ node }) => node);
  const inService = Object.fromEntries(all.map((node) => [node, 'not under maintenance']));
  const seen = hosts.map(async (host) => {
    const { running_nodes, alarms, maintenance_status } = await clusterStatus(host);
    expect({ running: running_nodes.toSorted(), alarms, maintenance_status }).toEqual({
      ...{ running: all, alarms: [], maintenance_status: inService },
    });
    expect((await host.run(['apt-mark', 'showhold'])).stdout).toBe('');
  });
  const locks = hosts.slice(0, 1).map(async (host) => {
    expect(await toolSays(host, 'list_global_parameters', '--quiet')).not.toContain('rabbitctl_');
  });
  await Promise.all([...seen, ...locks]);
}

/** It runs and takes clients, by its peers' word and by a message that a quorum queue of all nodes confirms through it. */
export async function expectServing(lab: Lab, host: LabHost): Promise<void> {
  expect((await clusterStatus(host)).maintenance_status[host.node]).toBe('not under maintenance');
  const ask = asker(lab, host);
  const queue = `queues/%2F/serving.${host.name}`;
  await ask('PUT', queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  const message = { routing_key: `serving.${host.name}`, payload: 'x', payload_encoding: 'string', properties: {} };
  expect(await ask('POST', 'exchanges/%2F/amq.default/publish', message)).toEqual({ routed: true });
  const got = await ask('POST', `${queue}/get`, {
    count: 1,
    ackmode: 'ack_requeue_false',
    encoding: 'auto',
  });
  expect(got).toMatchObject([{ payload: 'x' }]);
  await ask('DELETE', queue);
}

/** After a test that failed: everything is started, and nothing of its run is left. Packages are put back elsewhere. */
export async function makeWhole({ hosts }: Lab): Promise<void> {
  await Promise.all(hosts.map((host) => host.startSsh()));
  for (const host of hosts) {
    if ((await host.run(['systemctl', 'is-active', 'rabbitmq-server'])).code === 0) continue;
    await host.run(['sh', '-c', 'systemctl unmask --runtime rabbitmq-server; dpkg --configure --pending']);
    await host.run(['systemctl', 'start', '--no-block', 'rabbitmq-server']);
  }
  const locks = hosts
    .slice(0, 1)
    .flatMap((host) => ['rabbitctl_lock', 'rabbitctl_plan'].map((name) => host.ctl('clear_global_parameter', name)));
  const inService = hosts.flatMap((host) => [
    host.tool('rabbitmq-upgrade', ['revive']),
    host.ctl('set_disk_free_limit', usualLimit),
  ]);
  await Promise.all([...locks, ...inService]);
}

/** RabbitMQ's own default. */
export const usualLimit = '50MB';

interface ClusterStatus {
  readonly running_nodes: readonly string[];
  readonly alarms: readonly unknown[];
  readonly maintenance_status: Readonly<Record<string, string>>;
}

async function clusterStatus(host: LabHost): Promise<ClusterStatus> {
  return JSON.parse(await toolSays(host, 'cluster_status', '--formatter', 'json'));
}

/** Asks the management API of that host; anything but success is thrown. */
export function asker({ username, password }: Lab, { address }: LabHost) {
  const login = Buffer.from(`${username}:${password}`).toString('base64');
  const headers = { authorization: `Basic ${login}`, 'content-type': 'application/json' };
  return async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`http://${address}:15672/api/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} of ${address}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
}
