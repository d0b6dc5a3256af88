import type { ManagementApi } from '../api/management-api.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { thisMachine } from '../cluster/machine.js';
import { hostOf, isThisMachine } from '../cluster/node-name.js';
import { directLauncher } from '../ssh/direct-launcher.js';
import { localHost } from '../ssh/local.js';
import { aptPackages } from '../ssh/packages/apt.js';
import { commandPackages } from '../ssh/packages/command.js';
import { commandBroker } from '../ssh/packages/command-broker.js';
import type { CommandPlace, CommandTemplates } from '../ssh/packages/command-templates.js';
import { detectPackages } from '../ssh/packages/detect.js';
import { dnfPackages } from '../ssh/packages/dnf.js';
import { systemdBroker } from '../ssh/systemd-broker.js';
import { systemdLauncher } from '../ssh/systemd-launcher.js';
import { lazyPackages } from './lazy-packages.js';
import type { Member } from './member.js';
import type { RunOptions } from './run-options.js';
import { runningBroker } from './running-broker.js';

/** All members with what handles their machines. Asks the cluster for their names and no machine for anything. Throws what that throws. */
export async function openMembers(cluster: Cluster, options: RunOptions): Promise<readonly Member[]> {
  const { commands } = options;
  const [nodes, ours] = await Promise.all([cluster.members(), thisMachine(false)]);
  return nodes.map((node) =>
    commands === undefined
      ? ofPackages(node, options)
      : ofCommands(node, commands, {
          ...{ anyNode: cluster.api, alone: nodes.length === 1 },
          here: isThisMachine(hostOf(node.name), ours),
        }),
  );
}

/** The same of nodes that are named, members or not. Asks nobody for anything. Throws DataError for what cannot be a name. */
export async function openOutsiders(
  cluster: Cluster,
  names: readonly string[],
  options: RunOptions,
): Promise<readonly Member[]> {
  return (await cluster.named(names)).map((node) => ofPackages(node, options));
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

interface Around {
  readonly anyNode: ManagementApi;
  /** It is the only member: when nobody answers, it does not run. */
  readonly alone: boolean;
  /** The node runs on this machine. */
  readonly here: boolean;
}

function ofCommands(node: Node, templates: CommandTemplates, { anyNode, alone, here }: Around): Member {
  const { name, host } = node;
  const place: CommandPlace =
    templates.where === 'node'
      ? { runner: host, machine: host, node: name, templates }
      : { runner: localHost(), ...(here && { machine: localHost() }), node: name, templates };
  return {
    ...{ name, node },
    service: commandBroker(place, () => runningBroker(anyNode, name, { alone })),
    launcher: directLauncher(place.runner),
    packages: commandPackages(place),
  };
}
