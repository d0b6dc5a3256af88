import { existsSync } from 'node:fs';
import { run, tryRun } from './child-process.js';

/** Labs get 10.213.0.0/24, 10.213.1.0/24 and so on; this machine is .1 in each. */
export const subnets = Array.from({ length: 250 }, (_, index) => `10.213.${index}`);

/** Interface names have room for 15 characters. */
export const bridgeOf = (prefix: string) => `rlbr-${prefix}`;
export const namespaceOf = (host: string) => `rl-${host}`;

/** The subnets of ours that no interface of this machine is in. */
export async function freeSubnet(): Promise<string> {
  const taken = await run(['ip', '-4', '-oneline', 'addr', 'show']);
  const free = subnets.find((subnet) => !taken.includes(` ${subnet}.`));
  if (!free) throw new Error('all subnets for labs are taken');
  return free;
}

/** The wire that the hosts of one lab and this machine are on. */
export async function addBridge(prefix: string, subnet: string): Promise<void> {
  const bridge = bridgeOf(prefix);
  await run(['ip', 'link', 'add', bridge, 'type', 'bridge']);
  await run(['ip', 'addr', 'add', `${subnet}.1/24`, 'dev', bridge]);
  await run(['ip', 'link', 'set', bridge, 'up']);
}

export function bridgeExists(prefix: string): boolean {
  return existsSync(`/sys/class/net/${bridgeOf(prefix)}`);
}

/** A network namespace with one interface, plugged into the lab's bridge. */
export async function addHostNetwork(prefix: string, host: string, address: string): Promise<void> {
  const name = namespaceOf(host);
  await run(['ip', 'netns', 'add', name]);
  await run(['ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name]);
  await run(['ip', 'link', 'set', name, 'master', bridgeOf(prefix), 'up']);
  await run(['ip', '-n', name, 'addr', 'add', `${address}/24`, 'dev', 'eth0']);
  await run(['ip', '-n', name, 'link', 'set', 'eth0', 'up']);
  await run(['ip', '-n', name, 'link', 'set', 'lo', 'up']);
}

export async function removeHostNetwork(host: string): Promise<void> {
  const name = namespaceOf(host);
  await removeLink(name);
  if (existsSync(`/run/netns/${name}`)) await run(['ip', 'netns', 'delete', name]);
}

export async function removeBridge(prefix: string): Promise<void> {
  await removeLink(bridgeOf(prefix));
}

/** From now on, what this host sends to that address reaches nobody, and nobody tells it. */
export async function loseTraffic(host: string, address: string): Promise<void> {
  const nowhere = ['lladdr', '02:00:00:00:00:00', 'dev', 'eth0', 'nud', 'permanent'];
  await run(['ip', '-n', namespaceOf(host), 'neigh', 'replace', address, ...nowhere]);
}

/** Undoes loseTraffic, for all addresses. */
export async function findTraffic(host: string): Promise<void> {
  await run(['ip', '-n', namespaceOf(host), 'neigh', 'flush', 'dev', 'eth0', 'nud', 'permanent']);
}

async function removeLink(name: string): Promise<void> {
  if (!existsSync(`/sys/class/net/${name}`)) return;
  const { code, stderr } = await tryRun(['ip', 'link', 'delete', name]);
  // A veth goes by itself, a moment after its namespace.
  if (code !== 0 && !stderr.includes('Cannot find device')) throw new Error(`cannot remove ${name}: ${stderr.trim()}`);
}
