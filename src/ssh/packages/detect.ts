import { CheckFailed } from '../../errors.js';
import type { Host } from '../host.js';

/** Which package manager brought the machine's RabbitMQ. Throws CheckFailed when none did, and what Host.run throws. */
export async function detectPackages(host: Host): Promise<'apt' | 'dnf'> {
  const { stdout } = await host.run(['sh', '-c', script], { deadline: 60_000 });
  const found = stdout.trim();
  if (found === 'apt' || found === 'dnf') return found;
  throw new CheckFailed(`no package manager of ${host.name} knows rabbitmq-server`, {
    hint: 'For a tarball, a container or anything else: --packages command, with commands of your own.',
  });
}

const script = `
dpkg-query -W -f '\${db:Status-Status}' rabbitmq-server 2>/dev/null | grep -q . && { echo apt; exit; }
rpm -q rabbitmq-server >/dev/null 2>&1 && echo dnf
exit 0
`;
