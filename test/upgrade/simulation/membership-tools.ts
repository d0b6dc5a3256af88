import type { Output } from '../../../src/ssh/host.js';
import type { Begun } from './simulated-host.js';
import { majorityOf, type SimulatedNode, serves, type World } from './world.js';

/** What makes a node a member, or ends that. */
export const membershipCommands: ReadonlySet<string> = new Set([
  ...['stop_app', 'start_app', 'reset', 'join_cluster', 'forget_cluster_node', 'delete_member', 'delete_replica'],
  ...['add_member', 'add_replica'],
]);

/** As RabbitMQ's own tool does it; what the tool of ours must never do is a violation. */
export function changeMembership(world: World, node: SimulatedNode, words: readonly string[]): Begun | Partial<Output> {
  const command = words.find((word) => membershipCommands.has(word)) ?? '';
  if (node.broker === undefined || node.service !== 'active') return { code: 69, stderr: 'Error: unable to connect' };
  const isMember = !world.strangers.has(node.name);
  const after = (ms: number, effect: () => Partial<Output>): Begun => ({ ms, output: effect });
  switch (command) {
    case 'stop_app':
      if (isMember && !world.mayLeave.has(node.name) && !node.appStopped) {
        world.violated(`${node.name} is a member, and is stopped`);
      }
      node.appStopped = true;
      world.tell(`${node.name}: stop_app`);
      world.changed();
      return after(2000, () => ({}));
    case 'start_app':
      return after(3000, () => {
        node.appStopped = false;
        world.tell(`${node.name}: start_app`);
        world.changed();
        return {};
      });
    case 'reset':
      return reset(world, node, isMember);
    case 'forget_cluster_node':
      return after(1000, () => forget(world, world.node(words.at(-1) ?? '')));
    case 'add_member':
    case 'add_replica': {
      const at = words.indexOf(command);
      return after(500, () => grow(world, words[at + 2] ?? '', words[at + 1]));
    }
    case 'delete_member':
    case 'delete_replica': {
      const at = words.indexOf(command);
      const kind = command === 'delete_member' ? 'quorum' : 'stream';
      const from = words[at + 2] ?? '';
      // As 3.10.8 does.
      if (kind === 'stream' && !serves(world.node(from))) return { code: 69, stderr: 'Error:\nnode_not_running' };
      return after(500, () => shrink(world, kind, from, words[at + 1]));
    }
    default:
      return join(world, node, isMember, after);
  }
}

function reset(world: World, node: SimulatedNode, isMember: boolean): Partial<Output> {
  if (!node.appStopped) return { code: 64, stderr: 'Error: this command requires the app to be stopped' };
  if (isMember && !world.mayLeave.has(node.name)) world.violated(`${node.name} is a member, and is reset`);
  node.ownQueues = [];
  if (isMember) leaves(world, node);
  world.strangers.add(node.name);
  world.tell(`${node.name}: reset`);
  world.changed();
  return {};
}

function join(
  world: World,
  node: SimulatedNode,
  isMember: boolean,
  after: (ms: number, effect: () => Partial<Output>) => Begun,
): Begun | Partial<Output> {
  if (!node.appStopped) return { code: 64, stderr: 'Error: this command requires the app to be stopped' };
  if (node.ownQueues.length > 0) world.violated(`${node.name} joins with data`);
  if (isMember) return { code: 69, stderr: 'Error: already_member' };
  if (node.mishaps.delete('join-fails')) return { code: 69, stderr: 'Error: inconsistent_cluster' };
  world.strangers.delete(node.name);
  world.tell(`${node.name}: join_cluster`);
  world.changed();
  // The line is cut, and what was begun goes on.
  if (node.mishaps.delete('join-is-cut')) return { code: 69, stderr: 'Error: timeout' };
  return after(3000, () => ({}));
}

/** Whoever is gone must have nothing that the others still count on. */
function leaves(world: World, node: SimulatedNode): void {
  const kept = serves(node) ? ['classic'] : ['classic', 'stream'];
  const left = world.queues.find(({ type, members }) => !kept.includes(type) && members.includes(node.name));
  if (left !== undefined) world.violated(`${node.name} leaves with a replica of ${left.name}`);
  if (!world.mayLeave.has(node.name)) world.violated(`${node.name} is made to leave`);
  const gone = world.queues.filter(({ type, members }) => type === 'classic' && members.join() === node.name);
  for (const queue of gone) world.queues.splice(world.queues.indexOf(queue), 1);
}

function forget(world: World, node: SimulatedNode): Partial<Output> {
  if (serves(node)) return { code: 70, stderr: 'Error: the node is running' };
  if (world.strangers.has(node.name)) return { code: 70, stderr: 'Error: not a member' };
  leaves(world, node);
  world.strangers.add(node.name);
  // Of streams it takes care itself.
  for (const queue of world.queues) {
    if (queue.type === 'stream' && !world.streamsKeepTheDead)
      queue.members = queue.members.filter((member) => member !== node.name);
  }
  world.tell(`${node.name}: forgotten`);
  world.changed();
  return {};
}

/** Of queues whose majority is there. */
function shrink(world: World, kind: 'quorum' | 'stream', from: string, name?: string): Partial<Output> {
  for (const queue of world.queues) {
    const { type, members } = queue;
    if (type !== kind || !members.includes(from) || (name !== undefined && queue.name !== name)) continue;
    if (members.length === 1) world.violated(`the only replica of ${queue.name} is removed`);
    const up = members.filter((member) => world.node(member).outSince === undefined).length;
    if (up < majorityOf(members.length)) continue;
    queue.members = members.filter((member) => member !== from);
    if (queue.leader === from) queue.leader = queue.members[0] ?? '';
    world.tell(`${queue.name} has no replica on ${from} any more`);
  }
  world.changed();
  return {};
}

/** By a majority of what there is. */
function grow(world: World, on: string, name: string | undefined): Partial<Output> {
  const queue = world.queues.find((one) => one.name === name);
  if (queue === undefined || !serves(world.node(on)) || world.strangers.has(on))
    return { code: 69, stderr: 'Error: no' };
  const up = queue.members.filter((member) => world.node(member).outSince === undefined).length;
  if (up < majorityOf(queue.members.length)) return { code: 69, stderr: 'Error: timeout' };
  if (!queue.members.includes(on)) queue.members = [...queue.members, on];
  world.node(on).caughtUpAt = world.timeline.now() + 7000;
  world.tell(`${name} has a replica on ${on}`);
  world.changed();
  return {};
}
