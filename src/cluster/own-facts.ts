import type { Host } from '../ssh/host.js';
import type { NodeVersion } from './cluster.js';
import { asRecord, type Listener, listenersIn, textOf } from './overview.js';

// What a node's own tools say of it, where HTTP does not. Loaded with the first question: most commands have none.

export async function ownListeners(host: Host, node: string): Promise<Listener[]> {
  return listenersIn(asRecord(await ask(host, 'rabbitmq-diagnostics', node, 'listeners')).listeners);
}

export async function ownMembers(host: Host, node: string): Promise<string[]> {
  const status = asRecord(await ask(host, 'rabbitmqctl', node, 'cluster_status'));
  const lists = [status.disk_nodes, status.ram_nodes, status.running_nodes];
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap((name) => textOf(name) ?? []))];
}

/** Of the package on the machine: the node itself may be stopped. */
export async function ownVersion(host: Host, node: string): Promise<NodeVersion> {
  const rabbitmq = await ask(host, 'rabbitmqctl', node, 'version');
  const erlang = await ask(host, 'rabbitmq-diagnostics', node, 'erlang_version');
  return { rabbitmq: versionIn(rabbitmq), erlang: versionIn(erlang) };
}

async function ask(host: Host, tool: string, node: string, command: string): Promise<unknown> {
  const { toolJson } = await import('../ssh/rabbitmqctl.js');
  return toolJson(host, tool as never, ['--node', node, command]);
}

/** `{"value":{"version":"3.10.8"}}`, `{"version":"4.0.5"}`, `"Erlang/OTP 25.2.3"`: the shape differs, the number stands in it. */
const versionIn = (answer: unknown): string =>
  /\d+(\.\d+)+\S*?(?=["\s]|$)|\d+/.exec(JSON.stringify(answer) ?? '')?.[0] ?? '';
