import type { Output } from '../../../src/ssh/host.js';
import { toolTakesOut } from './invariants.js';
import { changeMembership, membershipCommands } from './membership-tools.js';
import { mirrorCriticalOn, quorumCriticalOn } from './queues.js';
import type { Begun } from './simulated-host.js';
import { type SimulatedNode, serves, versionOf, type World } from './world.js';

/** RabbitMQ's own tools, as far as the engine calls them. */
export function runOwnTool(
  world: World,
  node: SimulatedNode,
  tool: string,
  words: readonly string[],
  input = '',
): Begun | Partial<Output> {
  if (membershipCommands.has(words.find((word) => commands.has(word)) ?? '')) {
    return changeMembership(world, node, words);
  }
  if (!serves(node)) return { code: 69, stderr: `Error: unable to perform an operation on node '${node.name}'` };
  const json = (value: unknown, code = 0) => ({ stdout: JSON.stringify(value), code });
  const command = words.find((word) => commands.has(word)) ?? '';
  switch (command) {
    case 'drain':
      return drain(world, node);
    case 'revive':
      return revive(world, node);
    case 'cluster_status':
      return json(clusterStatus(world, node));
    case 'check_running':
      return json({ result: 'ok' });
    case 'export_definitions':
      return json({ queues: node.ownQueues.map((name) => ({ name, vhost: '/' })), users: [{ name: 'guest' }] });
    case 'check_if_node_is_quorum_critical':
      return critical(quorumCriticalOn(world, node));
    case 'check_if_node_is_mirror_sync_critical':
      return critical(mirrorCriticalOn(world, node));
    case 'check_if_new_quorum_queue_replicas_have_finished_initial_sync':
      return json({ result: 'ok' }, node.caughtUpAt > world.timeline.now() ? 69 : 0);
    case 'metadata_store_status':
      return json(
        world.members.filter(serves).map((of, index) => ({ 'Node Name': of.name, 'Raft State': raft(index) })),
      );
    case 'list_users':
      return { stdout: [...world.users].map(([name, { tags }]) => `${name}\t[${tags}]\n`).join('') };
    case 'authenticate_user':
      return { code: world.users.get('guest')?.password === input.trim() ? 0 : 65 };
    case 'delete_user':
      world.users.delete('guest');
      return {};
    case 'change_password':
      world.users.set('guest', { password: input.trim(), tags: 'administrator' });
      return {};
    case 'quorum_status':
      return { stdout: JSON.stringify(placesOf(world, words[words.indexOf(command) + 1])) };
    case 'stream_status':
      return { stdout: JSON.stringify(placesOf(world, words[words.indexOf(command) + 1])) };
    case 'restart_stream':
      return restartStream(world, words);
    default:
      throw new Error(`the simulation has no ${tool} ${words.join(' ')}`);
  }
}

/** Whoever has not caught up has half of it. */
function placesOf(world: World, name: string | undefined) {
  const queue = world.queues.find((one) => one.name === name);
  return (queue?.members ?? []).map((member) => ({
    ...{ 'Node Name': member, 'Raft State': member === queue?.leader ? 'leader' : 'follower', 'Commit Index': 10 },
    'Log Index': world.node(member).caughtUpAt > world.timeline.now() ? 5 : 10,
  }));
}

const raft = (index: number) => (index === 0 ? 'leader' : 'follower');

const commands = new Set([
  ...['metadata_store_status', 'drain', 'revive', 'cluster_status', 'restart_stream'],
  ...['check_if_node_is_quorum_critical', 'check_if_node_is_mirror_sync_critical'],
  'check_if_new_quorum_queue_replicas_have_finished_initial_sync',
  ...['list_users', 'authenticate_user', 'delete_user', 'change_password'],
  ...['check_running', 'export_definitions', 'quorum_status', 'stream_status', ...membershipCommands],
]);

function clusterStatus(world: World, node: SimulatedNode) {
  const around = world.strangers.has(node.name) ? [node] : world.members;
  return {
    disk_nodes: around.map(({ name }) => name),
    ram_nodes: [],
    versions: Object.fromEntries(
      around.filter(serves).map((of) => [of.name, { rabbitmq_version: versionOf(of), erlang_version: '26.2.5' }]),
    ),
    partitions: {},
    maintenance_status: Object.fromEntries(around.map((of) => [of.name, maintenance(of)])),
  };
}

/** Up to 3.12 there are colours in it. */
const maintenance = ({ drained }: SimulatedNode): string =>
  drained ? '\u001b[31mmarked for maintenance\u001b[0m' : 'not under maintenance';

function critical(queues: readonly object[]): Partial<Output> {
  return queues.length === 0
    ? { stdout: '{"result":"ok"}' }
    : { stdout: JSON.stringify({ result: 'error', message: 'critical', queues }), code: 69 };
}

/** Marks the node, suspends its listeners, moves leaders away, stops its replicas. */
function drain(world: World, node: SimulatedNode): Begun {
  const ms = world.random.whole(1, 5) * 1000;
  if (node.mishaps.delete('drain-fails')) return { ms, output: () => ({ code: 69, stderr: 'Error: timeout' }) };
  toolTakesOut(world, node, 'drain');
  node.drained = true;
  world.tell(`${node.name} is drained (tool)`);
  world.changed();
  const says69 = node.mishaps.delete('drain-says-69');
  return { ms, output: () => (says69 ? { code: 69, stderr: 'Error: operation timed out' } : {}) };
}

function revive(world: World, node: SimulatedNode): Begun {
  const ms = 500;
  if (node.mishaps.delete('revive-fails')) return { ms, output: () => ({ code: 69, stderr: 'Error: timeout' }) };
  node.drained = false;
  node.markStays = false;
  world.tell(`${node.name} is revived (tool)`);
  world.changed();
  return { ms, output: () => ({}) };
}

function restartStream(world: World, words: readonly string[]): Begun | Partial<Output> {
  const queue = world.queues.find(({ name, type }) => type === 'stream' && words.includes(name));
  const target = words.at(words.indexOf('--preferred-leader-node') + 1) ?? '';
  if (queue === undefined || !serves(world.node(target))) return { code: 70, stderr: 'Error: no such replica' };
  queue.leader = target;
  return { ms: 800, output: () => ({}) };
}
