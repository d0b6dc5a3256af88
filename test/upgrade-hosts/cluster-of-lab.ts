import { runningMembers } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { patchedPackages, presentPackages, versionIn } from '../lab/packages.js';
import { bringRepositoryBack, publish } from '../lab/repository.js';

/** The versions of rabbitmq-server in the hosts' repository. */
export interface Versions {
  readonly present: string;
  readonly patch1: string;
  readonly patch2: string;
  /** Its post-install fails. */
  readonly broken: string;
}

/** One cluster of all hosts, every node with the present package, and a repository with higher revisions of it. */
export async function freshCluster(lab: Lab): Promise<Versions> {
  const files = [...(await presentPackages(lab.suite)), ...(await patchedPackages(lab.suite))];
  await lab.heal();
  bringRepositoryBack(lab);
  await Promise.all(lab.hosts.map((host) => host.startSsh()));
  await publish(lab, files);
  const versions = await versionsOf(files);
  await Promise.all(lab.hosts.map((host) => putBack(host, versions.present)));
  if (!(await isOneCluster(lab))) {
    await lab.reset();
    await lab.formCluster();
  }
  return versions;
}

/** That package, installed and running, whatever was there; nothing is done when it is so. */
export async function putBack(host: LabHost, version: string): Promise<void> {
  const { code, stdout, stderr } = await host.run(['sh', '-c', putBackScript, 'sh', version]);
  if (code !== 0) throw new Error(`${host.name}: ${version} cannot be put back: ${stderr || stdout}`);
  await host.awaitBroker();
}

/** What the package manager has of it now: `install ok installed 4.0.5-5`. */
export async function installedOn(host: LabHost): Promise<string> {
  const { stdout } = await host.run(['dpkg-query', '-W', '-f', '${Status} ${Version}', 'rabbitmq-server']);
  return stdout.trim();
}

/** How often systemd has started the broker on that host since it booted. */
export async function startsOn(host: LabHost): Promise<number> {
  const { stdout } = await host.run(['journalctl', '-u', 'rabbitmq-server', '-o', 'cat', '--no-pager']);
  return stdout.split('\n').filter((line) => line.startsWith('Starting ')).length;
}

/** How often apt has installed the broker there: lines of dpkg's log. */
export async function installsOn(host: LabHost): Promise<number> {
  const { stdout } = await host.run([
    'sh',
    '-c',
    'grep -cE " (upgrade|install) rabbitmq-server" /var/log/dpkg.log; true',
  ]);
  return Number(stdout.trim());
}

const putBackScript = `
export DEBIAN_FRONTEND=noninteractive
systemctl unmask --runtime rabbitmq-server 2>/dev/null
for unit in $(systemctl list-units --plain --no-legend --all 'rabbitctl-*' | cut -d' ' -f1); do systemctl stop "$unit"; systemctl reset-failed "$unit"; done 2>/dev/null
apt-mark unhold rabbitmq-server >/dev/null
if [ "$(dpkg-query -W -f '\${Status} \${Version}' rabbitmq-server)" != "install ok installed $1" ]; then
  rm -f /var/lib/dpkg/info/rabbitmq-server.postinst.broken
  systemctl stop rabbitmq-server
  apt-get install -qq --yes --allow-downgrades --allow-change-held-packages "rabbitmq-server=$1" || exit
fi
systemctl reset-failed rabbitmq-server 2>/dev/null
systemctl start rabbitmq-server
`;

async function isOneCluster({ hosts }: Lab): Promise<boolean> {
  const all = String(hosts.map(({ node }) => node).toSorted());
  const seen = await Promise.all(hosts.map((host) => runningMembers(host).catch(() => [])));
  return seen.every((names) => String(names) === all);
}

async function versionsOf(files: readonly string[]): Promise<Versions> {
  const brokers = files.filter((file) => /\/rabbitmq-server_/.test(file));
  const versions = await Promise.all(brokers.map(versionIn));
  const ending = (text: string) => versions.find((version) => version.endsWith(`+${text}`)) ?? '';
  const present = versions.find((version) => !/\+(patch\d|broken)$/.test(version)) ?? '';
  return { present, patch1: ending('patch1'), patch2: ending('patch2'), broken: ending('broken') };
}
