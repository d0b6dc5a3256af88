import type { Listener } from '../api/overview.js';
import { asRecord } from '../api/shapes.js';
import type { Node, NodeVersion } from './cluster.js';
import { hostOf } from './node-name.js';

// What a node's own tools say of it, where HTTP does not. Loaded with the first question: most commands have none.

type Asked = Pick<Node, 'name' | 'host' | 'sudo'>;

/** The listeners of the running node. Throws what `toolJson` throws, as all of these do. */
export async function ownListeners(node: Asked): Promise<Listener[]> {
  const { listeners } = asRecord(await ask(node, 'rabbitmq-diagnostics', 'listeners'));
  return Array.isArray(listeners) ? listeners.map(asRecord) : [];
}

/** The names of all members, as the running node knows them. */
export async function ownMembers(node: Asked): Promise<string[]> {
  const status = asRecord(await ask(node, 'rabbitmqctl', 'cluster_status'));
  const lists = [status.disk_nodes, status.ram_nodes, status.running_nodes];
  return [...new Set(lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap((name) => textOf(name) ?? []))];
}

/** RabbitMQ's version is that of the package on the machine, so the node may be stopped; Erlang's then is its tool's. */
export async function ownVersion(node: Asked): Promise<NodeVersion> {
  const rabbitmq = await ask(node, 'rabbitmqctl', 'version');
  // Of a stopped node the answer is `["badrpc","nodedown"]`, with exit code 0.
  const running = versionIn(await ask(node, 'rabbitmq-diagnostics', 'erlang_version').catch(() => ''));
  const erlang = running || versionIn(await ask(node, 'rabbitmq-diagnostics', 'erlang_version', '--offline'));
  return { rabbitmq: versionIn(rabbitmq), erlang };
}

/** Whether the RabbitMQ application runs on the node. Throws what `runTool` throws. */
export async function ownApplicationRuns({ host, name, sudo }: Asked): Promise<boolean> {
  const { runTool } = await import('../ssh/rabbitmqctl.js');
  const longnames = hostOf(name).includes('.') ? ['--longnames'] : [];
  const { code } = await runTool(
    host,
    'rabbitmq-diagnostics',
    ['--node', name, ...longnames, 'check_running'],
    toolOptions(sudo),
  );
  return code === 0;
}

/** What the tools of that machine take for their node, running or not. */
export async function ownName({ host, sudo }: Omit<Asked, 'name'>): Promise<string | undefined> {
  const { toolJson } = await import('../ssh/rabbitmqctl.js');
  return textOf(asRecord(await toolJson(host, 'rabbitmqctl', ['version'], toolOptions(sudo))).node);
}

async function ask({ host, name, sudo }: Asked, tool: string, ...command: readonly string[]): Promise<unknown> {
  const { toolJson } = await import('../ssh/rabbitmqctl.js');
  const longnames = hostOf(name).includes('.') ? ['--longnames'] : [];
  return toolJson(host, tool, ['--node', name, ...longnames, ...command], toolOptions(sudo));
}

// cluster_status gives itself 60 s; the others would wait for ever.
const toolOptions = (sudo: boolean | undefined) => ({ deadline: 75_000, ...(sudo === undefined ? {} : { sudo }) });

/** `{"value":{"version":"3.10.8"}}`, `{"version":"4.0.5"}`, `{"value":"Erlang/OTP 25.2.3"}`: the shape differs, the number is in it. */
const versionIn = (answer: unknown): string => {
  const { node: _, ...rest } = asRecord(answer);
  return /\d+(\.\d+)+[\w.+-]*|\d+/.exec(JSON.stringify(typeof answer === 'string' ? answer : rest))?.[0] ?? '';
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
