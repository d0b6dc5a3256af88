import { compareVersions } from '../cluster/capabilities.js';
import type { Node } from '../cluster/cluster.js';
import { headOf, hostOf } from '../cluster/node-name.js';
import { CliError, Interrupted } from '../errors.js';
import { type Branch, failure, type Item, ok, skipped, warning } from './item.js';
import type { Machine } from './machine.js';

/** One node with what its machine told. */
export interface Looked {
  readonly node: Node;
  readonly machine: Machine;
}

/** What a cluster needs between its nodes, from this one's side: names, ports 4369 and 25672, the same cookie, one version. */
export async function betweenNodes(one: Looked, others: readonly Looked[]): Promise<Branch> {
  const title = 'to the other nodes';
  if (others.length === 0) return { title, items: [skipped('others', 'no other node is known: name two, or more')] };
  const lines =
    one.machine.facts === undefined ? [] : await Promise.all(others.map((other) => lineTo(one.node, other)));
  return { title, items: [...lines, ...cookies(one, others), ...versions(one, others)] };
}

async function lineTo(from: Node, { node, machine }: Looked): Promise<Item> {
  const host = hostOf(node.name);
  // Where a node does not run, only its epmd can be tried.
  const port = machine.facts?.epmd.get(headOf(node.name));
  const ports = ['4369', ...(port === undefined ? [] : [String(port)])];
  try {
    const { stdout, code } = await from.host.run(['bash', '-c', lineScript, 'rabbitctl', host, ...ports], {
      deadline: 20_000,
    });
    if (code === 127) return skipped(node.name, 'its machine has no bash to try with');
    return lineItem(node.name, host, stdout, port === undefined);
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return skipped(node.name, error.message);
  }
}

// /dev/tcp is bash's own: nothing need be installed.
const lineScript = `
host=$1; shift
address=$(getent hosts "$host" | awk '{ print $1; exit }')
[ -n "$address" ] || { echo unresolved; exit 0; }
echo "address $address"
for port; do timeout 4 bash -c "exec 3<>/dev/tcp/$host/$port" 2>/dev/null || echo "closed $port"; done
`;

function lineItem(name: string, host: string, said: string, isDown: boolean): Item {
  if (said.startsWith('unresolved')) {
    return failure(
      name,
      `${host} does not resolve there`,
      `Put ${host} into DNS or /etc/hosts of that machine: nodes find each other by it.`,
    );
  }
  const closed = [...said.matchAll(/^closed (\d+)$/gm)].map(([, port = '']) => port);
  const address = /^address (.*)$/m.exec(said)?.[1];
  if (closed.length === 0)
    return ok(name, `${host} is ${address} there, and answers${isDown ? ' (only epmd: it does not run)' : ''}`);
  const advice = `Let it through, both ways: 4369 (epmd) and 25672 (Erlang distribution). Does epmd run there, and is ${address} the right address?`;
  return failure(name, `${host} (${address}) cannot be reached at port ${closed.join(', ')}`, advice);
}

function cookies({ machine }: Looked, others: readonly Looked[]): readonly Item[] {
  const own = machine.facts?.cookieHash;
  if (own === undefined) return [];
  const known = others.filter((other) => other.machine.facts?.cookieHash !== undefined);
  const different = known.filter((other) => other.machine.facts?.cookieHash !== own).map(({ node }) => node.name);
  if (different.length > 0) {
    const advice =
      'Copy that of the cluster to the machine that differs (owner rabbitmq, mode 400), and restart its node.';
    return [failure('cookie', `differs from that of ${different.join(', ')}: they cannot talk to each other`, advice)];
  }
  return known.length === 0
    ? []
    : [ok('cookie', `the same as that of ${known.map(({ node }) => node.name).join(', ')}`)];
}

/** As packages have them: what runs may be older. */
function versions({ machine }: Looked, others: readonly Looked[]): readonly Item[] {
  const own = machine.facts?.version;
  if (own === undefined) return [];
  const different = others.flatMap(({ node, machine: { facts } }) =>
    facts?.version === undefined || compareVersions(facts.version, own) === 0
      ? []
      : [`${node.name} has ${facts.version}`],
  );
  if (different.length === 0) return [];
  const advice =
    'Install the same version before one joins the other; in a cluster, finish the upgrade: rabbitctl rolling-upgrade status';
  return [warning('version', `it has ${own}, ${different.join(', ')}`, advice)];
}
