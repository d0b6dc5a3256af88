import { asRecord } from '../../../src/api/shapes.js';
import { lockParameter } from '../../../src/upgrade/lock-record.js';
import { crash, powerOff, powerOn, startBroker } from './machine.js';
import type { Random } from './random.js';
import { type Mishap, type SimulatedNode, serves, type World } from './world.js';

/** Begins, and its end is what it returns. */
type Fault = (world: World, node: SimulatedNode, random: Random) => () => void;

const faults: Readonly<Record<string, Fault>> = {
  crash: (world, node, random) => {
    crash(world, node, random.chance(0.5));
    return () => {};
  },
  power: (world, node) => {
    powerOff(world, node);
    return () => powerOn(world, node);
  },
  reboot: (world, node, random) => {
    powerOff(world, node);
    world.timeline.after(random.whole(5, 30) * 1000, () => powerOn(world, node));
    return () => {};
  },
  alarm: (world, node, random) => {
    const alarm = `${random.pick(['memory', 'disk'])} ${node.name}`;
    world.alarms.add(alarm);
    world.changed();
    return () => {
      world.alarms.delete(alarm);
      world.changed();
    };
  },
  partition: (world, node, random) => {
    node.apart = true;
    world.changed();
    return () => {
      if (!node.apart) return;
      node.apart = false;
      node.caughtUpAt = world.timeline.now() + random.whole(1, 20) * 1000;
      world.changed();
    };
  },
  ssh: (_world, node) => {
    node.sshCut = true;
    return () => {
      node.sshCut = false;
    };
  },
  http: (_world, node, random) => {
    node.api = random.pick(['fails', 'hangs']);
    return () => {
      node.api = 'well';
    };
  },
  'drain by hand': (world, node) => {
    if (!serves(node)) return () => {};
    const { broker } = node;
    node.drained = true;
    world.changed();
    return () => {
      if (node.broker !== broker) return;
      node.drained = false;
      world.changed();
    };
  },
  mishap: (_world, node, random) => {
    const mishap = random.pick(mishaps);
    node.mishaps.add(mishap);
    return () => node.mishaps.delete(mishap);
  },
};

const mishaps: readonly Mishap[] = [
  ...(['stop-fails', 'install-fails-early', 'install-fails-half', 'boot-fails', 'drain-says-69'] as const),
  ...(['drain-fails', 'revive-fails', 'stage-fails', 'hook-fails'] as const),
];

/** Draws up what goes wrong, and when, within so many ms; after that, nothing does any more. */
export function scheduleFaults(world: World, random: Random, count: number, horizon: number): void {
  const start = world.timeline.now();
  for (let index = 0; index < count; index += 1) {
    const kind = random.pick(Object.keys(faults));
    const node = random.pick(world.nodes);
    const at = random.whole(0, horizon);
    const lasts = random.pick([2, 5, 20, 60, 180, 400]) * 1000 + random.whole(0, 2000);
    const own = random.fork(`${index}`);
    world.timeline.after(at, () => {
      world.tell(`fault: ${kind} of ${node.name}, for ${lasts / 1000} s`);
      const end = faults[kind]?.(world, node, own) ?? (() => {});
      world.timeline.after(Math.min(lasts, start + horizon - world.timeline.now()), () => {
        world.tell(`fault ends: ${kind} of ${node.name}`);
        end();
      });
    });
  }
}

/** Somebody who starts brokers that failed by themselves, where the tool is not at work. */
export function keepWatch(world: World, until: () => boolean): void {
  const look = () => {
    if (until()) return;
    for (const node of world.nodes) {
      if (!node.needsPerson || node.broker !== undefined || !node.on || isWorkedOn(world, node)) continue;
      world.tell(`a person starts ${node.name}`);
      startBroker(world, node, undefined);
    }
    world.timeline.after(45_000, look);
  };
  world.timeline.after(45_000, look);
}

function isWorkedOn(world: World, node: SimulatedNode): boolean {
  const lock = asRecord(world.parameters.get(lockParameter));
  const atWork = lock.node === node.name && lock.paused !== true;
  return atWork || [...node.jobs.values()].some(({ state }) => state === 'running');
}
