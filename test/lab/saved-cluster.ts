import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mountRoot, pullPlug, unmountRoot } from './container.js';
import type { Lab } from './lab.js';
import type { LabHost } from './lab-host.js';
import { hostPlaces } from './places.js';

/** What all hosts of a lab had on their disks at one moment: packages, settings, cluster, queues, messages. */
export interface SavedCluster {
  /** All hosts as they were then, and their brokers started; whatever came since is gone. Takes seconds. */
  layBack(): Promise<void>;
}

/** Saves the hosts as they are now; brokers are stopped for it, and run again when this resolves. */
export async function saveCluster(lab: Lab): Promise<SavedCluster> {
  await lab.heal();
  await Promise.all(lab.hosts.filter((host) => host.isOn()).map((host) => host.stopBroker()));
  const lowest = new Map<LabHost, string>();
  for (const host of lab.hosts) lowest.set(host, await setAside(lab.prefix, host));
  const layBack = async () => {
    await lab.heal();
    await Promise.all(
      lab.hosts.map(async (host) => {
        await clear(lab.prefix, host);
        await mountRoot(lab.prefix, host.name, lowest.get(host) ?? '');
        await host.powerOn();
      }),
    );
  };
  await layBack();
  return { layBack };
}

/** What the host has written so far lies beneath its next root, where nothing writes to it; says all layers beneath. */
async function setAside(prefix: string, host: LabHost): Promise<string> {
  const { directory, upper, root } = hostPlaces(prefix, host.name);
  const beneath = layersBeneath(root);
  await pullPlug(prefix, host.name);
  await unmountRoot(prefix, host.name);
  const saved = join(directory, 'saved');
  mkdirSync(saved, { recursive: true });
  const layer = join(saved, String(readdirSync(saved).length + 1));
  renameSync(upper, layer);
  return `${layer}:${beneath}`;
}

async function clear(prefix: string, host: LabHost): Promise<void> {
  const { upper, work } = hostPlaces(prefix, host.name);
  await pullPlug(prefix, host.name);
  await unmountRoot(prefix, host.name);
  for (const directory of [upper, work]) rmSync(directory, { recursive: true, force: true });
}

/** The base system and what was saved before, as the kernel has them. */
function layersBeneath(root: string): string {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  const options = mounts.find((line) => line.split(' ')[1] === root)?.split(' ')[3];
  const layers = options?.split(',').find((option) => option.startsWith('lowerdir='));
  if (layers === undefined) throw new Error(`nothing is mounted at ${root}`);
  return layers.slice('lowerdir='.length);
}
