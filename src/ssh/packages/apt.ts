import { CheckFailed, DataError, Unavailable } from '../../errors.js';
import { runAsRoot } from '../as-root.js';
import type { Host } from '../host.js';
import { brokerUnit } from '../systemd-broker.js';
import type { Installed, Package, PackageChange, PackageManager } from './package-manager.js';

/** RabbitMQ as a Debian package. Packages are looked for in the lists that the machine has: nothing here runs `apt-get update`. */
export function aptPackages(host: Host): PackageManager {
  return {
    name: 'apt',
    installed: async () => {
      const { stdout } = await host.run(['sh', '-c', installedScript, 'rabbitctl', broker], limit);
      return installedIn(stdout, host.name);
    },
    candidate: async (target) => {
      const { stdout } = await host.run(['apt-cache', 'madison', broker], limit);
      const versions = [...new Set(stdout.split('\n').flatMap((line) => line.split('|')[1]?.trim() || []))];
      const found =
        versions.find((version) => version === target) ?? versions.find((version) => upstream(version) === target);
      if (found !== undefined) return found;
      throw new DataError(`${host.name} knows no ${broker} ${target}`, {
        hint: `Its package lists have ${versions.join(', ') || 'none'}. Add the repository there, or run apt-get update.`,
      });
    },
    changes: async (version) => {
      const argv = [
        'env',
        'LANG=C.UTF-8',
        'apt-get',
        '--simulate',
        ...installOptions,
        'install',
        `${broker}=${version}`,
      ];
      const { stdout, stderr, code } = await host.run(argv, limit);
      if (code === 0) return changesIn(stdout);
      throw new CheckFailed(`apt-get on ${host.name} cannot install ${broker} ${version}`, {
        hint: lastLines(stderr || stdout),
      });
    },
    stage: async (version) => {
      const argv = [
        'env',
        'LANG=C.UTF-8',
        'apt-get',
        '--yes',
        '--download-only',
        ...installOptions,
        'install',
        `${broker}=${version}`,
      ];
      const { stderr, stdout, code } = await runAsRoot(host, argv, { deadline: 1_800_000 });
      if (code === 0) return;
      throw new Unavailable(`${host.name} cannot download ${broker} ${version}`, { hint: lastLines(stderr || stdout) });
    },
    installArgv: (version) => ['sh', '-c', installScript, 'rabbitctl', brokerUnit, `${broker}=${version}`],
    restoreArgv: (packages) => [
      'sh',
      '-c',
      installScript,
      'rabbitctl',
      brokerUnit,
      '--allow-downgrades',
      ...packages.map(exact),
    ],
    wayBack: (packages) => [
      ['apt-get', 'install', '--allow-downgrades', '--allow-change-held-packages', ...packages.map(exact)],
      ['systemctl', 'unmask', '--runtime', brokerUnit],
      ['systemctl', 'start', brokerUnit],
    ],
    hold: async (held) => {
      const { code, stderr } = await runAsRoot(host, ['apt-mark', held ? 'hold' : 'unhold', broker], limit);
      if (code !== 0) throw new CheckFailed(`apt-mark failed on ${host.name}`, { hint: lastLines(stderr) });
    },
  };
}

const broker = 'rabbitmq-server';
const limit = { deadline: 120_000 };
const exact = ({ name, version }: Package): string => `${name}=${version}`;

const installOptions = ['--no-install-recommends', '--allow-change-held-packages', '-o', 'DPkg::Lock::Timeout=300'];

const installedScript = `
dpkg-query -W -f '\${db:Status-Status} \${Package} \${Version}\\n' "$1" 'erlang*' 2>/dev/null
echo "at $(stat -c %Y /var/lib/dpkg/info/$1.list)"
apt-mark showhold | sed 's/^/held /'
`;

/** The unit is masked until the broker is started on purpose; what an earlier try left half done is finished first. Settings that were changed stay. */
const installScript = `
unit=$1; shift
systemctl mask --runtime "$unit" || exit
export DEBIAN_FRONTEND=noninteractive
dpkg --configure -a --force-confdef --force-confold
exec apt-get --yes --no-install-recommends --allow-change-held-packages -o DPkg::Lock::Timeout=300 \\
  -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install "$@"
`;

function installedIn(text: string, host: string): Installed {
  const lines = text.split('\n').map((line) => line.split(' '));
  const packages = lines.flatMap(([status, name, version]) =>
    status === 'installed' && name !== undefined && version !== undefined ? [{ name, version }] : [],
  );
  const own = lines.find(
    ([status, name]) => name === broker && status !== 'not-installed' && status !== 'config-files' && status !== 'held',
  );
  if (own === undefined)
    throw new CheckFailed(`${host} has no package ${broker}`, {
      hint: 'For another way of installing it: --packages command.',
    });
  // Half-installed or half-configured is not that version.
  const whole = own[0] === 'installed';
  return {
    version: whole ? (own[2] ?? '') : `${own[2]} (${own[0]})`,
    rabbitmq: upstream(own[2] ?? ''),
    installedAt: Number(lines.find(([word]) => word === 'at')?.[1] ?? 0),
    held: lines.some(([word, name]) => word === 'held' && name === broker),
    packages,
  };
}

/** `Inst name [old] (new …)`, `Remv name [old]`. */
function changesIn(text: string): PackageChange[] {
  return text.split('\n').flatMap((line) => {
    const [, verb, name = '', from, to] = /^(Inst|Remv) (\S+)(?: \[([^\]]+)\])?(?: \((\S+))?/.exec(line) ?? [];
    return verb === undefined ? [] : [{ name, from, to: verb === 'Inst' ? to : undefined }];
  });
}

/** `1:4.0.5-5+deb13u1` is RabbitMQ 4.0.5. */
const upstream = (version: string): string =>
  /^(?:\d+:)?(\d+\.\d+\.\d+(?:[-~](?:rc|beta|alpha)\.?\d+)?)/.exec(version)?.[1] ?? version;

const lastLines = (text: string): string => text.trim().split('\n').slice(-8).join('\n');
