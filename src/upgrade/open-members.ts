import { getNodeWithMemory } from '../api/nodes.js';
import { getOverview, identity } from '../api/overview.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { Unavailable } from '../errors.js';
import { directLauncher } from '../ssh/direct-launcher.js';
import { localHost } from '../ssh/local.js';
import { aptPackages } from '../ssh/packages/apt.js';
import { commandPackages } from '../ssh/packages/command.js';
import { commandBroker, type RunningBroker } from '../ssh/packages/command-broker.js';
import type { CommandPlace, CommandTemplates } from '../ssh/packages/command-templates.js';
import { detectPackages } from '../ssh/packages/detect.js';
import { dnfPackages } from '../ssh/packages/dnf.js';
import { systemdBroker } from '../ssh/systemd-broker.js';
import { systemdLauncher } from '../ssh/systemd-launcher.js';
import { lazyPackages } from './lazy-packages.js';
import type { Member } from './member.js';
import type { RunOptions } from './run-options.js';

/** All members with what handles their machines. Asks the cluster for their names and no machine for anything. Throws what that throws. */
export async function openMembers(cluster: Cluster, options: RunOptions): Promise<readonly Member[]> {
  const nodes = await cluster.members();
  return nodes.map((node) =>
    options.commands === undefined ? ofPackages(node, options) : ofCommands(node, options.commands),
  );
}

function ofPackages(node: Node, { packages }: RunOptions): Member {
  const { name, host } = node;
  const find = async () => {
    const manager = packages === 'apt' || packages === 'dnf' ? packages : await detectPackages(host);
    return manager === 'apt' ? aptPackages(host) : dnfPackages(host);
  };
  return {
    ...{ name, node },
    service: systemdBroker(host, name),
    launcher: systemdLauncher(host),
    packages: lazyPackages('apt', find),
  };
}

function ofCommands(node: Node, templates: CommandTemplates): Member {
  const { name, host } = node;
  const place: CommandPlace = { runner: templates.where === 'local' ? localHost() : host, node: name, templates };
  return {
    ...{ name, node },
    service: commandBroker(place, () => runningBroker(node)),
    launcher: directLauncher(place.runner),
    packages: commandPackages(place),
  };
}

/** Undefined when it does not answer for itself. Throws what is no matter of being up. */
async function runningBroker({ api, name }: Node): Promise<RunningBroker | undefined> {
  try {
    const [{ rabbitmq_version: version = '' }, { uptime = 0 }] = await Promise.all([
      getOverview(api, identity),
      getNodeWithMemory(api, name),
    ]);
    return { version, startedAt: Math.floor((Date.now() - uptime) / 1000) };
  } catch (error) {
    if (error instanceof Unavailable) return undefined;
    throw error;
  }
}
