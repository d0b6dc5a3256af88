import type { Cluster, Node } from '../../cluster/cluster.js';
import { memberNames } from '../../cluster/members.js';
import { isFullName } from '../../cluster/node-name.js';
import { CliError } from '../../errors.js';
import { isSilence } from './is-silence.js';
import { type StoppedMachine, stoppedMachine } from './stopped-machine.js';

/**
 * The members of a cluster that may be stopped: as it says itself where one of its nodes answers over HTTP; else as the
 * machine of the one that stopped last remembers them, over SSH, beginning with the nodes that settings name; else those.
 * Throws NotPermitted where a node answers and refuses the login.
 */
export async function membersThoughStopped(cluster: Cluster): Promise<readonly string[]> {
  try {
    return await memberNames(cluster.api);
  } catch (error) {
    if (!isSilence(error)) throw error;
  }
  // Of an address alone the machine's own tools tell which node it is.
  await cluster.target();
  const known = cluster.nodes.filter(({ name }) => isFullName(name));
  const first = await Promise.all(known.map(remembered));
  const names = known.map(({ name }) => name);
  const further = [...new Set(first.flatMap(namesOf))].filter((name) => !names.includes(name));
  const others = await Promise.all((await cluster.named(further)).map(remembered));
  return membersOf([...first, ...others], names);
}

/** A node that was made to leave while another one was down is known to that one still: whoever stopped last knows best. */
function membersOf(machines: readonly (StoppedMachine | undefined)[], named: readonly string[]): readonly string[] {
  const told = machines.flatMap((machine) => (machine === undefined || machine.members.length === 0 ? [] : [machine]));
  const [last] = told.toSorted((one, other) => one.ranWith.length - other.ranWith.length);
  const names = last?.members ?? [...named, ...machines.flatMap(namesOf)];
  return [...new Set(names)].toSorted();
}

const namesOf = (machine: StoppedMachine | undefined): readonly string[] => [
  ...(machine?.members ?? []),
  ...(machine?.record?.order ?? []),
];

/** That a machine is not reached is the affair of the checks. */
async function remembered(node: Node): Promise<StoppedMachine | undefined> {
  try {
    return await stoppedMachine({ name: node.name, node });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return undefined;
  }
}
