import { asRecord } from '../../../src/api/shapes.js';
import { compareVersions } from '../../../src/cluster/capabilities.js';
import { entryOf, mirrorCriticalOn, quorumCriticalOn } from './queues.js';
import { majorityOf, type SimulatedNode, serves, versionOf, type World } from './world.js';

/** What a broker answers over HTTP. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: { error: 'Object Not Found', reason: 'Not Found' } };

/** The path is what follows `/api/`, without its query. */
export function answerOf(world: World, node: SimulatedNode, method: string, path: string, body: unknown): Answer {
  const since = (version: string) => compareVersions(versionOf(node), version) >= 0;
  const [first = '', ...rest] = path.split('/').map(decodeURIComponent);
  switch (first) {
    case 'overview':
      return ok(overview(world, node));
    case 'whoami':
      return ok({ name: 'ops', tags: ['administrator'] });
    case 'users':
      return user(world, method, rest, asRecord(body));
    case 'permissions':
      return { status: 201 };
    case 'nodes':
      return ok(nodesSeenBy(world, node));
    case 'queues':
      return ok(world.strangers.has(node.name) ? [] : queues(world));
    case 'connections':
      return ok(connections(world));
    case 'vhosts':
      return ok([{ name: '/', cluster_state: Object.fromEntries(world.members.map(({ name }) => [name, 'running'])) }]);
    case 'feature-flags':
      return method === 'GET' ? ok(flagsKnownTo(world, since)) : enableFlag(world, rest[0] ?? '');
    case 'global-parameters':
      return parameter(world, node, method, rest[0] ?? '', body);
    case 'deprecated-features':
      return since('3.13.0') ? ok([]) : notFound;
    case 'rebalance':
      rebalance(world);
      return { status: 204 };
    case 'health':
      return since('3.8.10') ? check(world, node, rest.slice(1).join('/'), since) : notFound;
    case 'cluster-name':
      world.clusterName = String(asRecord(body).name);
      return { status: 204 };
    case 'definitions':
      return method === 'GET' ? ok(definitions(world)) : importAll(world, asRecord(body));
    default:
      throw new Error(`the simulation has no /api/${path}`);
  }
}

function overview(world: World, node: SimulatedNode) {
  return {
    ...{
      node: node.name,
      cluster_name: world.clusterName,
      rabbitmq_version: versionOf(node),
      erlang_version: '26.2.5',
    },
    object_totals: { connections: 2 * world.nodes.length, queues: world.queues.length },
    queue_totals: { messages: 100 },
    listeners: [],
  };
}

interface SeenNode {
  readonly name: string;
  readonly running: boolean;
  readonly [column: string]: unknown;
}

interface Views {
  readonly revision: number;
  readonly lists: Map<string, readonly SeenNode[]>;
}

const views = new WeakMap<World, Views>();

/** What most nodes see is made once for all of them. */
function nodesSeenBy(world: World, node: SimulatedNode): readonly SeenNode[] {
  let known = views.get(world);
  if (known === undefined || known.revision !== world.revision) {
    known = { revision: world.revision, lists: new Map() };
    views.set(world, known);
  }
  const tellsDrained = compareVersions(versionOf(node), '3.13.0') >= 0;
  const alone = world.strangers.has(node.name);
  const side = `${node.apart || alone ? node.name : ''} ${tellsDrained}`;
  const around = alone ? [node] : world.members;
  const list = known.lists.get(side) ?? around.map((other) => seen(world, node, other, tellsDrained));
  known.lists.set(side, list);
  return list;
}

function seen(world: World, by: SimulatedNode, node: SimulatedNode, tellsDrained: boolean): SeenNode {
  const sees = (one: SimulatedNode, other: SimulatedNode) => one === other || !(one.apart || other.apart);
  if (!serves(node) || !sees(by, node)) return { name: node.name, type: 'disc', running: false };
  return {
    ...{ name: node.name, type: 'disc', running: true, uptime: 1000, enabled_plugins: ['rabbitmq_management'] },
    ...(tellsDrained && { being_drained: node.drained || node.markStays }),
    partitions: world.members.filter((other) => serves(other) && !sees(node, other)).map(({ name }) => name),
    ...{ mem_used: 1, mem_limit: 100, fd_used: 1, fd_total: 100 },
    mem_alarm: world.alarms.has(`memory ${node.name}`),
    disk_free_alarm: world.alarms.has(`disk ${node.name}`),
  };
}

function queues(world: World) {
  return world.queues.map(({ name, type, members, leader }) => {
    const down = type === 'classic' && !serves(world.node(leader));
    return {
      ...{ name, vhost: '/', type, durable: true, auto_delete: false, exclusive: false },
      state: down ? 'down' : 'running',
      ...(leader !== '' && { node: leader, leader }),
      ...(type !== 'classic' && {
        members,
        online: members.filter((member) => world.node(member).outSince === undefined),
      }),
    };
  });
}

/** Two clients a node, which a drained node loses after a while, and a shovel's within the broker, which stays. */
function connections(world: World): readonly { readonly node: string; readonly type: string }[] {
  const now = world.timeline.now();
  return world.nodes.flatMap((node) => {
    const lingers = node.drained && node.outSince !== undefined && now - node.outSince < 1500;
    if (!serves(node)) return [];
    const client = { node: node.name, type: 'network' };
    const shovel = { node: node.name, type: 'direct' };
    return node.drained && !lingers ? [shovel] : [client, client, shovel];
  });
}

/** Flags of the new version appear when it runs everywhere. */
function flagsKnownTo(world: World, since: (version: string) => boolean) {
  const everywhere = world.nodes.every((node) => !serves(node) || node.broker?.package === world.shape.new);
  const flags = world.flags.filter(({ name }) => name !== 'new_in_target' || everywhere);
  return since('3.8.8') ? flags : flags.filter(({ name }) => name !== 'maintenance_mode_status');
}

function enableFlag(world: World, name: string): Answer {
  const flag = world.flags.find((candidate) => candidate.name === name);
  if (flag === undefined) return notFound;
  if (!world.nodes.every(serves))
    return { status: 400, body: { error: 'bad_request', reason: 'missing_clustered_nodes' } };
  flag.state = 'enabled';
  world.tell(`flag ${name} is enabled`);
  return { status: 204 };
}

function parameter(world: World, node: SimulatedNode, method: string, name: string, body: unknown): Answer {
  if (world.strangers.has(node.name)) return method === 'GET' ? notFound : { status: 500 };
  if (method === 'GET') {
    const value = world.parameters.get(name);
    return value === undefined ? notFound : ok({ name, value });
  }
  const there = world.members.filter((other) => serves(other) && !other.apart).length;
  if (node.apart || (world.shape.khepri && there < majorityOf(world.members.length))) {
    return { status: 500, body: { error: 'internal_server_error', reason: 'timeout' } };
  }
  if (method === 'DELETE') return world.parameters.delete(name) ? { status: 204 } : notFound;
  world.parameters.set(name, structuredClone(asRecord(body).value));
  return { status: 201 };
}

function rebalance(world: World): void {
  for (const [index, queue] of world.queues.entries()) {
    const leader = queue.members[index % queue.members.length] ?? '';
    if (queue.type !== 'classic' && world.node(leader).outSince === undefined) queue.leader = leader;
  }
}

/** Every one has all rights in the default virtual host. */
function user(
  world: World,
  method: string,
  [name = '', more]: readonly string[],
  body: Readonly<Record<string, unknown>>,
): Answer {
  const known = world.users.get(name);
  if (method === 'PUT') {
    world.users.set(name, { password: String(body.password ?? known?.password), tags: String(body.tags) });
    world.tell(`user ${name} is ${String(body.tags)}`);
    return { status: 201 };
  }
  if (known === undefined) return notFound;
  return ok(more === 'permissions' ? [{ user: name, vhost: '/' }] : { name, tags: known.tags, password_hash: 'hash' });
}

function importAll(world: World, body: Readonly<Record<string, unknown>>): Answer {
  for (const vhost of Array.isArray(body.vhosts) ? body.vhosts : []) world.vhosts.add(String(asRecord(vhost).name));
  return { status: 204 };
}

function definitions(world: World) {
  const parameters = [...world.parameters].map(([name, value]) => ({ name, value }));
  return {
    rabbit_version: world.shape.old,
    global_parameters: parameters,
    queues: queues(world),
    vhosts: [...world.vhosts].map((name) => ({ name })),
  };
}

function check(world: World, node: SimulatedNode, name: string, since: (version: string) => boolean): Answer {
  const failed = (reason: string, more: object): Answer => ({
    status: 503,
    body: { status: 'failed', reason, ...more },
  });
  const fine = ok({ status: 'ok' });
  switch (name) {
    case 'alarms': {
      const alarms = [...world.alarms].map((alarm) => {
        const [resource, of] = alarm.split(' ');
        return { resource, node: of };
      });
      return alarms.length === 0 ? fine : failed('There are alarms in effect in the cluster', { alarms });
    }
    case 'virtual-hosts':
      return fine;
    case 'metadata-store/initialized/with-data':
      return since('4.0.6') ? fine : notFound;
    case 'quorum-queues-without-elected-leaders/all-vhosts': {
      const without = world.queues.filter(({ type, leader }) => type === 'quorum' && leader === '').map(entryOf);
      if (!since('4.1.0')) return notFound;
      return without.length === 0 ? fine : failed('There are queues without leaders', { queues: without });
    }
    case 'node-is-quorum-critical': {
      const critical = quorumCriticalOn(world, node);
      return critical.length === 0
        ? fine
        : failed('There are quorum queues that would lose their quorum', { queues: critical });
    }
    case 'node-is-mirror-sync-critical': {
      if (since('4.0.0')) return notFound;
      const critical = mirrorCriticalOn(world, node);
      return critical.length === 0
        ? fine
        : failed('There are classic mirrored queues without online synchronised mirrors', { queues: critical });
    }
    default:
      throw new Error(`the simulation has no health check ${name}`);
  }
}
