import { majorityOf, type SimulatedNode, type World } from './world.js';

// What machines and brokers do by themselves, in their own time.

/** Does the work later, unless the machine went off meanwhile. */
export function later(world: World, node: SimulatedNode, ms: number, work: () => void): void {
  const { life } = node;
  world.timeline.after(ms, () => {
    if (node.life === life) work();
  });
}

/** Starts the broker as its unit does; `ended` is told how that ended. */
export function startBroker(
  world: World,
  node: SimulatedNode,
  run: string | undefined,
  ended: (code: number) => void = () => {},
): void {
  if (node.broker !== undefined) {
    if (node.service === 'activating') later(world, node, 1000, () => startBroker(world, node, run, ended));
    else ended(0);
    return;
  }
  if (node.masked || !node.disk.whole) {
    world.tell(`${node.name} cannot be started: ${node.masked ? 'masked' : 'half installed'}`);
    node.service = 'failed';
    world.changed();
    ended(1);
    return;
  }
  const now = world.timeline.now();
  const instance = `${node.name}:${now}:${world.revision}`;
  node.broker = { instance, startedAt: Math.floor(now / 1000), package: node.disk.version, run };
  node.service = 'activating';
  node.registered = true;
  node.drained = false;
  node.appStopped = false;
  if (run === undefined) node.takenOut = false;
  world.tell(`${node.name} starts with ${node.disk.version}${run === undefined ? '' : ' (tool)'}`);
  world.changed();
  const seconds = world.random.chance(0.05) ? world.random.whole(40, 300) : world.random.whole(4, 12);
  later(world, node, seconds * 1000, () => booted(world, node, instance, ended));
}

function booted(world: World, node: SimulatedNode, instance: string, ended: (code: number) => void): void {
  if (node.broker?.instance !== instance || node.service !== 'activating') {
    ended(1);
    return;
  }
  const unreadable = seriesOf(node.data) > seriesOf(node.broker.package);
  if (unreadable) world.violated(`${node.name} starts with ${node.broker.package} on data of ${node.data}`);
  node.data = node.broker.package;
  if (node.mishaps.has('boot-fails') || unreadable) {
    world.tell(`${node.name} does not boot`);
    lose(world, node, 'activating');
    tryAgain(world, node);
    ended(1);
    return;
  }
  // With Khepri a node is up when most of the members are.
  const there = world.nodes.filter(({ broker, apart }) => broker !== undefined && !apart).length;
  if (world.shape.khepri && there < majorityOf(world.nodes.length)) {
    later(world, node, 5000, () => booted(world, node, instance, ended));
    return;
  }
  // With Mnesia it waits for one of those that ran on after it.
  const others = node.ranWith.filter((name) => name !== node.name);
  const waits =
    !world.shape.khepri && others.length > 0 && !others.some((name) => world.node(name).broker !== undefined);
  if (world.mayStop && waits) {
    world.violated(`${node.name} is started, and nobody is there who ran on after it`);
    return;
  }
  node.service = 'active';
  node.needsPerson = false;
  node.upSince = world.timeline.now();
  if (node.broker.package === world.shape.new) node.hasBootedNew = true;
  node.caughtUpAt = world.timeline.now() + world.random.whole(0, 20) * 1000;
  world.tell(`${node.name} is up`);
  world.changed();
  ended(0);
}

/** Stops the broker as its unit does. */
export function stopBroker(world: World, node: SimulatedNode, ended: () => void = () => {}): void {
  if (node.broker === undefined) {
    if (node.service !== 'deactivating') node.service = 'inactive';
    ended();
    return;
  }
  const { instance } = node.broker;
  node.service = 'deactivating';
  world.changed();
  const seconds = world.random.chance(0.15) ? world.random.whole(20, 90) : world.random.whole(2, 6);
  later(world, node, seconds * 1000, () => {
    if (node.broker?.instance === instance) {
      lose(world, node, 'inactive');
      world.tell(`${node.name} is stopped`);
    }
    ended();
  });
}

/** The process ends at once; systemd starts it again after a while, or it stays as it is. */
export function crash(world: World, node: SimulatedNode, restarts: boolean): void {
  if (node.broker === undefined) return;
  world.tell(`${node.name} crashes`);
  if (node.service !== 'deactivating') node.takenOut = false;
  lose(world, node, restarts ? 'activating' : 'failed');
  node.needsPerson = !restarts;
  if (restarts) tryAgain(world, node);
}

/** As systemd does, until somebody stops it. */
function tryAgain(world: World, node: SimulatedNode): void {
  later(world, node, 10_000, () => {
    if (node.broker === undefined && node.service === 'activating') startBroker(world, node, undefined);
  });
}

const seriesOf = (version: string): number => {
  const [major, minor] = version.split('.').map(Number);
  return (major ?? 0) * 100 + (minor ?? 0);
};

function lose(world: World, node: SimulatedNode, service: SimulatedNode['service']): void {
  rememberOthers(world, node);
  node.broker = undefined;
  node.service = service;
  node.drained = false;
  // epmd forgets the name when the connection to it is gone, which may take a moment.
  later(world, node, world.random.pick([0, 0, 500, 3000]), () => {
    if (node.broker === undefined) node.registered = false;
  });
  world.changed();
}

/** As its own data tell it afterwards. */
function rememberOthers(world: World, node: SimulatedNode): void {
  const running = world.members.filter((other) => other.broker !== undefined && (other === node || !other.apart));
  if (node.broker !== undefined) node.ranWith = running.map(({ name }) => name);
}

/** Without a word to anybody: transient units, masks of this boot and half of an installation are lost. */
export function powerOff(world: World, node: SimulatedNode): void {
  if (!node.on) return;
  world.tell(`${node.name} loses power`);
  // What was up until now comes up again by itself.
  if (node.broker !== undefined && node.service !== 'deactivating') node.takenOut = false;
  rememberOthers(world, node);
  node.on = false;
  node.life += 1;
  node.broker = undefined;
  node.service = 'inactive';
  Object.assign(node, { registered: false, drained: false, masked: false });
  node.jobs.clear();
  world.changed();
}

/** The machine boots, and its unit is started as it is on every boot. */
export function powerOn(world: World, node: SimulatedNode): void {
  if (node.on) return;
  node.on = true;
  node.life += 1;
  world.tell(`${node.name} has power again`);
  world.changed();
  later(world, node, world.random.whole(5, 40) * 1000, () => {
    if (node.service === 'inactive') startBroker(world, node, undefined);
  });
}
