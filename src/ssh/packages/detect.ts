import { CheckFailed } from '../../errors.js';
import type { Host } from '../host.js';

/** Which package manager brought the machine's RabbitMQ. Throws CheckFailed when none did, and what Host.run throws. */
export async function detectPackages(host: Host): Promise<'apt' | 'dnf'> {
  const { stdout } = await host.run(['sh', '-c', script], { deadline: 60_000 });
  const found = stdout.trim();
  if (found === 'apt' || found === 'dnf') return found;
  throw new CheckFailed(`no package manager of ${host.name} knows rabbitmq-server${found && ` (it is ${found})`}`, {
    hint: 'For a tarball, a container or anything else: --packages command, with commands of your own.',
  });
}

// What was removed may have left its settings behind.
const script = `
case $(dpkg-query -W -f '\${db:Status-Status}' rabbitmq-server 2>/dev/null) in
'' | not-installed | config-files) ;;
*) echo apt; exit ;;
esac
rpm -q rabbitmq-server >/dev/null 2>&1 || exit 0
command -v dnf >/dev/null 2>&1 && echo dnf || echo 'of rpm, but there is no dnf'
`;
