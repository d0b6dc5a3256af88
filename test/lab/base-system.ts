import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tryRun } from './child-process.js';
import { calm } from './erlang-options.js';
import { withLock } from './lock.js';
import { labRoot } from './places.js';
import { type Report, stopwatch } from './report.js';

/** The packages of every host. */
const packages = [
  ...['systemd-sysv', 'dbus', 'iproute2', 'procps', 'ca-certificates'],
  ...['rabbitmq-server', 'openssh-server', 'sudo'],
];

/** Who may log in, and what sudo says to them. */
const users = [
  { name: 'ops', sudo: 'ops ALL=(ALL:ALL) NOPASSWD: ALL\n' },
  { name: 'pwsudo', sudo: 'pwsudo ALL=(ALL:ALL) ALL\n' },
  { name: 'nosudo', sudo: '' },
];

/** Mounts that systemd cannot make in a container, and would call itself degraded for. */
const masked = ['dev-hugepages.mount', 'sys-fs-fuse-connections.mount'];

/** Part of the cache's file name, so that a changed recipe makes a new base system. */
const recipe = createHash('sha256')
  .update(JSON.stringify({ packages, users, masked, calm, version: 1 }))
  .digest('hex')
  .slice(0, 8);

export interface BaseSystem {
  readonly directory: string;
  /** RabbitMQ's, as this suite carries it today. */
  readonly version: string;
}

export const loginUsers: readonly string[] = users.map(({ name }) => name);

/** This suite cannot be had here: no mirror carries it, or none is reached. */
export class SuiteUnavailable extends Error {}

/** A Debian of this suite with RabbitMQ, made once and kept between runs. Never written to: hosts lie over it. */
export async function baseSystem(suite: string, report: Report): Promise<BaseSystem> {
  const directory = join(labRoot, 'base', `${suite}-${recipe}`);
  // Two suites may be made at once, one suite only by one process.
  await withLock(join(labRoot, 'base', `${suite}.lock`), async () => {
    if (existsSync(directory)) return;
    const seconds = stopwatch();
    report(`${suite}: making a base system`);
    const unfinished = join(labRoot, 'base', `${suite}.unfinished`);
    rmSync(unfinished, { recursive: true, force: true });
    await debootstrap(suite, unfinished, ['--variant=apt', `--include=${packages.join(',')}`]);
    await addUsers(unfinished);
    for (const unit of masked) symlinkSync('/dev/null', join(unfinished, 'etc/systemd/system', unit));
    calmBrokers(unfinished);
    forgetIdentity(unfinished);
    renameSync(unfinished, directory);
    report(`${suite}: base system ready (${seconds()})`);
  });
  return { directory, version: rabbitVersion(directory) };
}

/** Throws SuiteUnavailable when no mirror gives it. */
export async function debootstrap(suite: string, directory: string, what: readonly string[]): Promise<void> {
  const options = [...what, '--aptopt=Acquire::Check-Valid-Until "false"'];
  const failures: string[] = [];
  // mmdebstrap's own mirror first, then the one that this machine installs from.
  for (const mirror of [[], ...(await machineMirror())]) {
    const { code, stderr } = await tryRun(['mmdebstrap', ...options, suite, directory, ...mirror]);
    if (code === 0) return;
    failures.push(stderr.split('\n').find((line) => line.startsWith('E: ')) ?? stderr.trim());
    rmSync(directory, { recursive: true, force: true });
  }
  throw new SuiteUnavailable(`${suite}: skipped, no base system can be made: ${[...new Set(failures)].join('; ')}`);
}

/** The address from which this machine gets Debian's main component, if it says so. */
export async function machineMirror(): Promise<string[][]> {
  const format = '$(ORIGIN) $(COMPONENT) $(REPO_URI)';
  const { stdout } = await tryRun(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages']);
  const line = stdout.split('\n').find((text) => text.startsWith('Debian main ') && !text.includes('security'));
  const address = line?.split(' ')[2];
  return address ? [[address]] : [];
}

async function addUsers(root: string): Promise<void> {
  for (const { name, sudo } of users) {
    // "*" is a password that nothing matches, in an account that is not locked: keys work.
    await run(['chroot', root, 'useradd', '--create-home', '--shell', '/bin/bash', '--password', '*', name]);
    await run(['chroot', root, 'install', '-d', '-o', name, '-g', name, '-m', '700', `/home/${name}/.ssh`]);
    if (sudo) writeFileSync(join(root, 'etc/sudoers.d', name), sudo, { mode: 0o440 });
  }
}

/** For the service, by its manager: the broker's own files are as its package has them. */
function calmBrokers(root: string): void {
  const directory = join(root, 'etc/systemd/system.conf.d');
  mkdirSync(directory, { recursive: true });
  const variable = `"RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=${calm}"`;
  writeFileSync(join(directory, 'brokers.conf'), `[Manager]\nDefaultEnvironment=${variable}\n`);
}

/** What each host must have of its own is not inherited from here. */
function forgetIdentity(root: string): void {
  for (const file of readdirSync(join(root, 'etc/ssh'))) {
    if (file.startsWith('ssh_host_')) rmSync(join(root, 'etc/ssh', file));
  }
  rmSync(join(root, 'var/lib/rabbitmq/.erlang.cookie'), { force: true });
  // Hosts know each other from /etc/hosts and ask nobody else.
  writeFileSync(join(root, 'etc/resolv.conf'), '');
}

function rabbitVersion(root: string): string {
  const [, version] =
    readdirSync(join(root, 'usr/lib/rabbitmq/lib'))
      .map((name) => /^rabbitmq_server-(.+)$/.exec(name))
      .find((match) => match !== null) ?? [];
  if (!version) throw new Error(`${root} has no RabbitMQ`);
  return version;
}
