import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import type { Member } from '../member.js';

/** What a machine must have in common with others, so that their nodes can be one cluster. */
export interface MachineView {
  readonly member: Member;
  /** SHA-256 of its Erlang cookie; undefined when it has none. */
  readonly cookie: string | undefined;
  readonly plugins: readonly string[];
  /** Where other nodes reach its own: as epmd tells, and 25672 where it does not. */
  readonly port: number;
  /** Hosts of the others whose names it does not know, and ports of theirs that it does not reach. */
  readonly unknown: readonly string[];
  readonly closed: readonly string[];
}

/** A machine, looked at as root: its cookie by its hash alone, and the ways to these hosts. Throws what `runAsRoot` throws. */
export async function machineView(
  member: Member,
  to: readonly { readonly name: string; readonly port: number }[],
): Promise<MachineView> {
  const others = to.flatMap(({ name, port }) => [hostOf(name), String(port)]);
  const head = member.name.split('@')[0] ?? 'rabbit';
  const argv = ['sh', '-c', machineScript, 'rabbitctl', head, ...others];
  const { stdout, stderr, code } = await runAsRoot(member.node.host, argv, { deadline: 60_000 });
  if (code !== 0) {
    throw new CheckFailed(`the machine of ${member.name} cannot be looked at`, {
      node: member.name,
      hint: stderr.trim(),
    });
  }
  const facts = stdout.split('\n').map((line) => line.split(' '));
  const all = (word: string) => facts.filter(([first]) => first === word).map(([, ...rest]) => rest.join(' '));
  return {
    member,
    cookie: all('cookie')[0] || undefined,
    plugins: all('plugins')[0]?.match(/\w+/g) ?? [],
    port: Number(all('port')[0]) || 25672,
    unknown: all('unknown'),
    closed: all('closed'),
  };
}

// $1 is the node's name before the @; then a host and the port of its node, again and again. Ports are tried by bash alone: nothing else is sure to be there.
const machineScript = `
name=$1; shift
for file in ~rabbitmq/.erlang.cookie /var/lib/rabbitmq/.erlang.cookie; do
  [ -r "$file" ] && { echo "cookie $(sha256sum < "$file" | cut -d' ' -f1)"; break; }
done
echo "plugins $(tr -d '\\n' < /etc/rabbitmq/enabled_plugins 2>/dev/null)"
echo "port $(epmd -names 2>/dev/null | sed -n "s/^name $name at port //p")"
while [ $# -gt 1 ]; do
  if getent ahosts "$1" >/dev/null; then
    for port in 4369 "$2"; do
      command -v bash >/dev/null && { timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2"' bash "$1" "$port" 2>/dev/null || echo "closed $1:$port"; }
    done
  else
    echo "unknown $1"
  fi
  shift 2
done
exit 0
`;
