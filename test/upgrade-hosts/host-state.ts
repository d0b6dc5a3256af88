import { toolSays } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { installedOn, startsOn } from './cluster-of-lab.js';

/** What a run could have touched: packages, services and units of every host, and what the cluster has been told. */
export async function stateOf(lab: Lab) {
  const [first] = lab.hosts;
  if (first === undefined) throw new Error('a lab without hosts');
  const [hosts, parameters] = await Promise.all([
    Promise.all(lab.hosts.map(hostState)),
    // The lock, the plan and drained nodes are seen by all alike.
    toolSays(first, 'list_global_parameters', '--quiet'),
  ]);
  return { hosts, parameters };
}

export async function hostState(host: LabHost) {
  const said = async (...argv: readonly string[]) => (await host.run(argv)).stdout.trim();
  const [installed, starts, held, brokers, unit, units, downloaded] = await Promise.all([
    installedOn(host),
    startsOn(host),
    said('apt-mark', 'showhold'),
    said('pgrep', '-x', 'beam.smp'),
    said('systemctl', 'show', '--property=LoadState,ActiveState,InvocationID', 'rabbitmq-server.service'),
    said('systemctl', 'list-units', '--plain', '--no-legend', '--all', 'rabbitctl-*'),
    said('find', '/var/cache/apt/archives', '-name', '*.deb'),
  ]);
  return { name: host.name, installed, starts, held, brokers, unit, units, downloaded };
}
