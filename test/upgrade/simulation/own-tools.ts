import type { Output } from '../../../src/ssh/host.js';
import { toolTakesOut } from './invariants.js';
import { mirrorCriticalOn, quorumCriticalOn } from './queues.js';
import type { Begun } from './simulated-host.js';
import { type SimulatedNode, serves, type World } from './world.js';

/** RabbitMQ's own tools, as far as the engine calls them. */
export function runOwnTool(
  world: World,
  node: SimulatedNode,
  tool: string,
  words: readonly string[],
): Begun | Partial<Output> {
  if (!serves(node)) return { code: 69, stderr: `Error: unable to perform an operation on node '${node.name}'` };
  const json = (value: unknown, code = 0) => ({ stdout: JSON.stringify(value), code });
  const command = words.find((word) => commands.has(word)) ?? '';
  switch (command) {
    case 'drain':
      return drain(world, node);
    case 'revive':
      return revive(world, node);
    case 'cluster_status':
      return json({ maintenance_status: Object.fromEntries(world.nodes.map((of) => [of.name, maintenance(of)])) });
    case 'check_if_node_is_quorum_critical':
      return critical(quorumCriticalOn(world, node));
    case 'check_if_node_is_mirror_sync_critical':
      return critical(mirrorCriticalOn(world, node));
    case 'check_if_new_quorum_queue_replicas_have_finished_initial_sync':
      return json({ result: 'ok' }, node.caughtUpAt > world.timeline.now() ? 69 : 0);
    case 'metadata_store_status':
      return json(world.nodes.filter(serves).map((of, index) => ({ 'Node Name': of.name, 'Raft State': raft(index) })));
    case 'restart_stream':
      return restartStream(world, words);
    default:
      throw new Error(`the simulation has no ${tool} ${words.join(' ')}`);
  }
}

const raft = (index: number) => (index === 0 ? 'leader' : 'follower');

const commands = new Set([
  ...['metadata_store_status', 'drain', 'revive', 'cluster_status', 'restart_stream'],
  ...['check_if_node_is_quorum_critical', 'check_if_node_is_mirror_sync_critical'],
  'check_if_new_quorum_queue_replicas_have_finished_initial_sync',
]);

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
