import type { ManagementApi } from '../api/management-api.js';
import { listNodes } from '../api/nodes.js';
import type { Cluster, Node } from '../cluster/cluster.js';
import { thisMachine } from '../cluster/machine.js';
import { hostOf, isThisMachine } from '../cluster/node-name.js';
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
    service: commandBroker(place, () => runningBroker(anyNode, name, alone)),
    launcher: directLauncher(place.runner),
    packages: commandPackages(place),
  };
}

/** As any member sees it: a drained node has no listener to ask. Undefined when it does not run; Unavailable when nobody can tell. */
async function runningBroker(anyNode: ManagementApi, name: string, alone: boolean): Promise<RunningBroker | undefined> {
  try {
    const nodes = await listNodes(anyNode, ['name', 'running', 'uptime', 'os_pid', 'applications']);
    const node = nodes.find((candidate) => candidate.name === name && candidate.running === true);
    if (node === undefined) return undefined;
    const version = String(node.applications?.find((application) => application.name === 'rabbit')?.version ?? '');
    const startedAt = Math.floor((Date.now() - (node.uptime ?? 0)) / 1000);
    return { version, startedAt, pid: node.os_pid ?? '' };
  } catch (error) {
    if (alone && error instanceof Unavailable) return undefined;
    throw error;
  }
}
