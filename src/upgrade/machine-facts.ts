import type { ClusterNode } from '../api/nodes.js';
import { CheckFailed } from '../errors.js';
import { runAsRoot } from '../ssh/as-root.js';
import type { Member } from './member.js';
import type { MemberSurvey } from './survey.js';

type MachineFacts = Required<Pick<MemberSurvey, 'files' | 'disk'>>;

/**
 * The broker's settings and the space on its disks, in one round trip: where the node says that they are, else where
 * packages put them. Throws what `runAsRoot` throws.
 */
export async function machineFacts({ node, name }: Member, own: ClusterNode = {}): Promise<MachineFacts> {
  const directory = own.db_dir ?? '/var/lib/rabbitmq/mnesia';
  const argv = ['sh', '-c', script, 'rabbitctl', directory, ...(own.config_files ?? [])];
  const { stdout, stderr, code } = await runAsRoot(node.host, argv, { deadline: 60_000 });
  if (code !== 0) throw new CheckFailed(`the settings of ${name} cannot be read`, { node: name, hint: stderr.trim() });
  const [, conf = '', terms = '', plugins = '', data = '', free = '', freeForPackages = '', place, usual = ''] =
    stdout.split(mark);
  return {
    files: {
      ...{ 'rabbitmq.conf': conf, 'advanced.config': terms },
      enabled_plugins: own.enabled_plugins?.join('\n') ?? plugins,
    },
    disk: {
      data: data.trim() === '' ? undefined : bytes(data),
      ...{ free: bytes(free), freeForPackages: bytes(freeForPackages) },
      isHere: own.db_dir === undefined || place === undefined ? undefined : place.trim() === 'here',
      canBeKept: usual.trim() === 'usual',
    },
  };
}

/** kB, as df and du count. */
const bytes = (text: string): number => Number(text.trim()) * 1024;

/** No line of a settings file. */
const mark = '\u0001rabbitctl\u0001\n';

// $1 is the data directory, the rest are the files of settings in the order in which the broker reads them, if it tells.
const script = `
mark() { printf '\\001rabbitctl\\001\\n'; }
data=$1; shift
[ $# -gt 0 ] || set -- /etc/rabbitmq/rabbitmq.conf /etc/rabbitmq/conf.d/*.conf /etc/rabbitmq/advanced.config
mark; for file; do case $file in *.conf) cat -- "$file" 2>/dev/null && echo;; esac; done
mark; for file; do case $file in *.conf) ;; *) cat -- "$file" 2>/dev/null && echo;; esac; done
mark; cat /etc/rabbitmq/enabled_plugins 2>/dev/null
near=$data; while [ ! -d "$near" ]; do near=$(dirname -- "$near"); done
mark; [ ! -d "$data" ] || timeout 30 du -sk -- "$data" 2>/dev/null | cut -f1
mark; df -Pk -- "$near" 2>/dev/null | awk 'NR==2 { print $4 }'
mark; df -Pk /usr /var/cache/apt/archives /var/cache/dnf 2>/dev/null | awk 'NR>1 { print $4 }' | sort -n | head -1
mark; if [ -d "$data" ]; then echo here; else echo elsewhere; fi
home=$(readlink -f /var/lib/rabbitmq) all=$home/mnesia
mark; case $(readlink -f -- "$data") in "$all" | "$all"/*) [ "$(stat -c %d "$home")" != "$(stat -c %d "$all")" ] || echo usual;; esac
exit 0
`;
