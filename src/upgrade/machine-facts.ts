import { CheckFailed } from '../errors.js';
import { runAsRoot } from '../ssh/as-root.js';
import type { Member } from './member.js';
import type { MemberSurvey } from './survey.js';

type MachineFacts = Required<Pick<MemberSurvey, 'files' | 'disk'>>;

/** The broker's settings and the space on its disks, in one round trip. Throws what `runAsRoot` throws. */
export async function machineFacts({ node, name }: Member): Promise<MachineFacts> {
  const { stdout, stderr, code } = await runAsRoot(node.host, ['sh', '-c', script], { deadline: 60_000 });
  if (code !== 0) throw new CheckFailed(`the settings of ${name} cannot be read`, { node: name, hint: stderr.trim() });
  const parts = stdout.split(mark);
  const number = (text: string | undefined) => Number((text ?? '').trim()) * 1024;
  return {
    files: { 'rabbitmq.conf': parts[1] ?? '', 'advanced.config': parts[2] ?? '', enabled_plugins: parts[3] ?? '' },
    disk: { data: number(parts[4]), free: number(parts[5]), freeForPackages: number(parts[6]) },
  };
}

/** No line of a settings file. */
const mark = '\u0001rabbitctl\u0001\n';

// kB, as df and du count; conf.d comes after rabbitmq.conf, as the broker reads it.
const script = `
mark() { printf '\\001rabbitctl\\001\\n'; }
cd /etc/rabbitmq 2>/dev/null || cd /
mark; cat rabbitmq.conf conf.d/*.conf 2>/dev/null
mark; cat advanced.config 2>/dev/null
mark; cat enabled_plugins 2>/dev/null
mark; du -sk /var/lib/rabbitmq 2>/dev/null | cut -f1
mark; df -Pk /var/lib/rabbitmq 2>/dev/null | awk 'NR==2 { print $4 }'
mark; df -Pk /usr /var/cache/apt/archives /var/cache/dnf 2>/dev/null | awk 'NR>1 { print $4 }' | sort -n | head -1
mark
exit 0
`;
