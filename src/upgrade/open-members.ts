import { getNodeWithMemory } from '../api/nodes.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { directLauncher } from '../ssh/direct-launcher.js';
import { aptPackages } from '../ssh/packages/apt.js';
import { commandBroker, commandPackages } from '../ssh/packages/command.js';
import { detectPackages } from '../ssh/packages/detect.js';
import { dnfPackages } from '../ssh/packages/dnf.js';
import { systemdBroker } from '../ssh/systemd-broker.js';
import { systemdLauncher } from '../ssh/systemd-launcher.js';
import { lazyPackages } from './lazy-packages.js';
import type { Member } from './member.js';
import type { CommandTemplates, RunOptions } from './run-options.js';

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
  const uptime = async () => {
    const { uptime } = await getNodeWithMemory(node.api, name);
    return uptime === undefined ? undefined : { startedAt: Math.floor((Date.now() - uptime) / 1000) };
  };
  return {
    ...{ name, node },
    service: commandBroker(host, name, templates, uptime),
    launcher: directLauncher(host),
    packages: commandPackages(host, templates),
  };
}
