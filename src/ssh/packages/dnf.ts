import { CheckFailed, DataError, Unavailable } from '../../errors.js';
import { runAsRoot } from '../as-root.js';
import type { Host } from '../host.js';
import { brokerUnit } from '../systemd-broker.js';
import type { Installed, Package, PackageChange, PackageManager } from './package-manager.js';

/** RabbitMQ as an RPM, by dnf 4 or 5. Versions are VERSION-RELEASE, as rpm prints them. */
export function dnfPackages(host: Host): PackageManager {
  const available = async (): Promise<readonly string[]> => {
    const argv = [
      'dnf',
      '--quiet',
      '--cacheonly',
      'repoquery',
      '--available',
      '--queryformat',
      '%{version}-%{release}\n',
      broker,
    ];
    const cached = await host.run(argv, limit);
    const { stdout } =
      cached.code === 0
        ? cached
        : await host.run(
            argv.filter((word) => word !== '--cacheonly'),
            limit,
          );
    return [...new Set(lines(stdout))].toSorted().reverse();
  };
  return {
    name: 'dnf',
    installed: async () => {
      const { stdout } = await host.run(['sh', '-c', installedScript, 'rabbitctl', broker], limit);
      return installedIn(stdout, host.name);
    },
    candidate: async (target) => {
      const { stdout } = await host.run(['rpm', '-q', '--queryformat', '%{version}-%{release}\n', broker], limit);
      const versions = [...new Set([...(await available()), ...lines(stdout)])];
      const found =
        versions.find((version) => version === target) ?? versions.find((version) => upstream(version) === target);
      if (found !== undefined) return found;
      throw new DataError(`${host.name} knows no ${broker} ${target}`, {
        hint: `Its repositories have ${versions.join(', ') || 'none'}. Add the repository there, or run dnf makecache.`,
      });
    },
    changes: async (version) => {
      const argv = ['dnf', '--assumeno', ...unlocked, 'install', `${broker}-${version}`];
      const { stdout, stderr } = await runAsRoot(host, argv, limit);
      // Saying no ends with 1, as a failure does: what tells them apart is the table of what would be done.
      if (/Nothing to do/.test(stdout)) return [];
      const changes = changesIn(stdout);
      if (changes.length > 0) return withOldVersions(host, changes);
      throw new CheckFailed(`dnf on ${host.name} cannot install ${broker} ${version}`, {
        hint: lastLines(stderr || stdout),
      });
    },
    stage: async (version) => {
      const argv = ['dnf', '--assumeyes', ...unlocked, '--downloadonly', 'install', `${broker}-${version}`];
      const { code, stdout, stderr } = await runAsRoot(host, argv, { deadline: 1_800_000 });
      if (code === 0) return;
      throw new Unavailable(`${host.name} cannot download ${broker} ${version}`, { hint: lastLines(stderr || stdout) });
    },
    installArgv: (version) => ['sh', '-c', installScript, 'rabbitctl', brokerUnit, 'install', `${broker}-${version}`],
    restoreArgv: (packages) => [
      'sh',
      '-c',
      installScript,
      'rabbitctl',
      brokerUnit,
      'downgrade',
      ...packages.map(exact),
    ],
    wayBack: (packages) => [
      ['dnf', '--disableplugin=versionlock', 'downgrade', ...packages.map(exact)],
      ['systemctl', 'unmask', '--runtime', brokerUnit],
      ['systemctl', 'start', brokerUnit],
    ],
    hold: (held) => hold(host, held),
  };
}

const broker = 'rabbitmq-server';
const limit = { deadline: 300_000 };
const unlocked = ['--disableplugin=versionlock'];
const exact = ({ name, version }: Package): string => `${name}-${version}`;

const installedScript = `
rpm -q --queryformat 'package %{NAME} %{VERSION}-%{RELEASE} %{INSTALLTIME}\\n' "$1"
rpm -qa --queryformat 'package %{NAME} %{VERSION}-%{RELEASE} %{INSTALLTIME}\\n' 'erlang*' 'esl-erlang*'
dnf --quiet versionlock list 2>/dev/null | sed 's/^/locked /'
exit 0
`;

const installScript = `
unit=$1 verb=$2; shift 2
systemctl mask --runtime "$unit" || exit
exec dnf --assumeyes --disableplugin=versionlock --setopt=keepcache=1 "$verb" "$@"
`;

function installedIn(text: string, host: string): Installed {
  const rows = lines(text).map((line) => line.split(/\s+/));
  const packages = rows.flatMap(([word, name = '', version = '', time]) =>
    word === 'package' && time !== undefined && /^\d+$/.test(time) ? [{ name, version, time: Number(time) }] : [],
  );
  const own = packages.find(({ name }) => name === broker);
  if (own === undefined) {
    throw new CheckFailed(`${host} has no package ${broker}`, {
      hint: 'For another way of installing it: --packages command.',
    });
  }
  return {
    version: own.version,
    rabbitmq: upstream(own.version),
    installedAt: own.time,
    held: lines(text).some((line) => line.startsWith('locked ') && line.includes(broker)),
    packages: packages.map(({ name, version }) => ({ name, version })),
  };
}

/** The table of a transaction: `name  arch  version  repository  size` below `Installing:`, `Upgrading:`, `Removing:` … */
function changesIn(text: string): PackageChange[] {
  let verb = '';
  return text.split('\n').flatMap((line) => {
    const heading = /^(Installing|Upgrading|Downgrading|Removing|Reinstalling)\b.*:/.exec(line)?.[1];
    verb = heading ?? (/^\S/.test(line) ? '' : verb);
    const [, name = '', version] =
      /^ +(\S+) +(?:noarch|x86_64|aarch64|i686|ppc64le|s390x) +(?:\d+:)?(\S+) /.exec(line) ?? [];
    if (verb === '' || version === undefined || /^ +replacing/.test(line)) return [];
    return [verb === 'Removing' ? { name, from: version, to: undefined } : { name, from: undefined, to: version }];
  });
}

/** The table says what comes; rpm knows what was there. */
async function withOldVersions(host: Host, changes: readonly PackageChange[]): Promise<readonly PackageChange[]> {
  const format = '%{NAME} %{VERSION}-%{RELEASE}\n';
  const { stdout } = await host.run(['rpm', '-q', '--queryformat', format, ...changes.map(({ name }) => name)], limit);
  const old = new Map(
    lines(stdout).flatMap((line) => (line.split(' ').length === 2 ? [line.split(' ') as [string, string]] : [])),
  );
  return changes.map((change) => (change.to === undefined ? change : { ...change, from: old.get(change.name) }));
}

async function hold(host: Host, held: boolean): Promise<void> {
  const { code, stdout, stderr } = await runAsRoot(
    host,
    ['dnf', '--quiet', 'versionlock', held ? 'add' : 'delete', broker],
    limit,
  );
  const said = stderr || stdout;
  if (code === 0 || (!held && /No (package|spec)|not found|No match/i.test(said))) return;
  const missing = /No such command|unknown (command|argument)/i.test(said);
  throw new CheckFailed(`${broker} cannot be held on ${host.name}`, {
    hint: missing ? 'Install the plugin there: dnf install python3-dnf-plugin-versionlock' : lastLines(said),
  });
}

/** `4.0.5-1.el9` is RabbitMQ 4.0.5. */
const upstream = (version: string): string => /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? version;
const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');
const lastLines = (text: string): string => text.trim().split('\n').slice(-8).join('\n');
