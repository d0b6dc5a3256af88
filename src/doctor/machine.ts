import type { Node } from '../cluster/cluster.js';
import { CliError, Interrupted } from '../errors.js';
import { runAsRoot } from '../ssh/as-root.js';
import type { BrokerProbe } from '../ssh/broker-service.js';
import { type ClockOffset, clockOffset } from '../ssh/clock-offset.js';
import { systemdBroker } from '../ssh/systemd-broker.js';
import { lastWords } from '../upgrade/health/last-words.js';
import { attempt, type Item, ok, skipped } from './item.js';

/** What a machine tells of its node, as far as one gets there. */
export interface Machine {
  /** How far one gets: login, then root. */
  readonly items: readonly Item[];
  readonly probe?: BrokerProbe;
  readonly facts?: Facts;
  readonly clock?: ClockOffset;
  readonly log?: string;
}

/** Undefined where there is none. */
export interface Facts {
  /** `rabbitmq 400`. */
  readonly cookieOwner: string | undefined;
  /** SHA-256: only ever compared. */
  readonly cookieHash: string | undefined;
  /** Of the package that is installed, as a whole or by half. */
  readonly version: string | undefined;
  /** What dpkg says of it where it was cut short: `half-configured`. */
  readonly halfInstalled?: string | undefined;
  /** `rabbit` → 25672, as epmd has them. */
  readonly epmd: ReadonlyMap<string, number>;
  readonly diskFree: number | undefined;
  readonly diskPercent: number | undefined;
}

/** Looks at a node's machine over SSH, and touches nothing. */
export async function lookAtMachine({ host, name }: Node, apiOnly: boolean): Promise<Machine> {
  if (apiOnly) return { items: [skipped('SSH', '--api-only: nothing is run on the machines')] };
  const login = await attempt(
    'SSH',
    () => host.run(['true'], { deadline: 30_000 }),
    () => ok('SSH', `login to ${host.name}`),
  );
  if (login.value === undefined) return { items: [login.item] };
  const root = await attempt(
    'root',
    () => runAsRoot(host, ['true'], { deadline: 30_000 }),
    () => ok('root', 'without a password'),
  );
  if (root.value === undefined) return { items: [login.item, root.item] };
  const [probe, facts, clock, log] = await Promise.all([
    had(systemdBroker(host, name).probe()),
    had(runAsRoot(host, ['sh', '-c', factsScript], { deadline: 30_000 }).then(({ stdout }) => factsIn(stdout))),
    had(clockOffset(host)),
    had(lastWords(host)),
  ]);
  return {
    items: [login.item, root.item],
    ...(probe && { probe }),
    ...(facts && { facts }),
    ...(clock && { clock }),
    ...(log !== undefined && { log }),
  };
}

/** What one question is not allowed, or does not get in time, others may. */
async function had<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof CliError) || error instanceof Interrupted) throw error;
    return undefined;
  }
}

const factsScript = `
home=$(getent passwd rabbitmq | cut -d: -f6)
cookie=\${home:-/var/lib/rabbitmq}/.erlang.cookie
if [ -f "$cookie" ]; then
  echo "CookieOwner=$(stat -c '%U %a' "$cookie")"
  echo "CookieHash=$(sha256sum < "$cookie" | cut -d' ' -f1)"
fi
dpkg-query -W -f 'Package=\${db:Status-Status}\nVersion=\${Version}\n' rabbitmq-server 2>/dev/null ||
  rpm -q --qf 'Version=%{VERSION}\n' rabbitmq-server 2>/dev/null
epmd -names 2>/dev/null | sed -n 's/^name \\(.*\\) at port \\([0-9]*\\)$/Epmd=\\1 \\2/p'
data=\${home:-/var/lib/rabbitmq}/mnesia
[ -d "$data" ] || data=\${home:-/var/lib/rabbitmq}
df -Pk "$data" 2>/dev/null | awk 'NR==2 { print "DiskFree=" $4; sub("%", "", $5); print "DiskPercent=" $5 }'
exit 0
`;

function factsIn(text: string): Facts {
  const lines = text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2));
  const facts: Readonly<Record<string, string | undefined>> = Object.fromEntries(lines);
  const names = lines.filter(([key]) => key === 'Epmd').map(([, value = '']) => value.split(' '));
  const number = (value: string | undefined) => (value === undefined || value === '' ? undefined : Number(value));
  const free = number(facts.DiskFree);
  return {
    ...{ cookieOwner: facts.CookieOwner || undefined, cookieHash: facts.CookieHash || undefined },
    ...packageIn(facts),
    epmd: new Map(names.map(([name = '', port]) => [name, Number(port)])),
    ...{ diskFree: free === undefined ? undefined : free * 1024, diskPercent: number(facts.DiskPercent) },
  };
}

/** A package that was removed still has its version in dpkg's list, and one that waits for triggers is whole. */
function packageIn({
  Package: state = 'installed',
  Version: version = '',
}: Readonly<Record<string, string | undefined>>): Pick<Facts, 'version' | 'halfInstalled'> {
  if (version === '' || ['config-files', 'not-installed'].includes(state))
    return { version: undefined, halfInstalled: undefined };
  return { version, halfInstalled: /^(half-|unpacked)/.test(state) ? state : undefined };
}
