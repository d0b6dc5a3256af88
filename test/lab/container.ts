import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { makeControlGroups, removeControlGroups } from './cgroup.js';
import { run, type StartOptions, tryRun } from './child-process.js';
import { namespaceOf } from './network.js';
import { hostPlaces } from './places.js';
import { until } from './until.js';

/** Lays the host's root together: what it writes goes to its own layer, never to the base system. */
export async function mountRoot(prefix: string, host: string, base: string): Promise<string> {
  const { upper, work, root } = hostPlaces(prefix, host);
  // The layer's own directory becomes the host's "/", which everybody must be able to enter.
  for (const directory of [upper, work, root]) mkdirSync(directory, { recursive: true, mode: 0o755 });
  const layers = `lowerdir=${base},upperdir=${upper},workdir=${work}`;
  await run(['mount', '-t', 'overlay', 'rabbitctl-lab', '-o', layers, root]);
  return root;
}

export async function unmountRoot(prefix: string, host: string): Promise<void> {
  const { root } = hostPlaces(prefix, host);
  const isMounted = () => readFileSync('/proc/self/mounts', 'utf8').includes(` ${root} `);
  if (!isMounted()) return;
  // The kernel lets go of a host's files a moment after its last process.
  await until(`${root} to be unmounted`, async () => (await tryRun(['umount', root])).code === 0 || !isMounted());
}

/** Boots the host, and lets it outlive this process. */
export async function boot(prefix: string, host: string): Promise<void> {
  const places = hostPlaces(prefix, host);
  const groups = makeControlGroups(host);
  const console = openSync(places.console, 'w');
  const enterGroups = 'while [ "$1" != -- ]; do echo $$ > "$1/cgroup.procs"; shift; done; shift; exec "$@"';
  const child = spawn('sh', ['-c', enterGroups, 'sh', ...groups, '--', ...nspawnCommand(prefix, host)], {
    env: { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' },
    stdio: ['ignore', console, console],
    detached: true,
  });
  closeSync(console);
  await once(child, 'spawn');
  child.unref();
  await until(`${host} to boot`, () => child.exitCode !== null || leader(prefix, host) !== undefined);
  if (child.exitCode !== null) throw new Error(`${host} does not boot: ${lastWords(prefix, host)}`);
}

/** Ends the host at once, as if its plug were pulled, and clears away what it had from this machine. */
export async function pullPlug(prefix: string, host: string): Promise<void> {
  const supervisor = supervisorOf(prefix, host);
  if (supervisor !== undefined) {
    const first = leader(prefix, host);
    // With the host's first process all others go; then systemd-nspawn ends by itself.
    if (first !== undefined) kill(first);
    else kill(supervisor);
    await until(`${host} to be off`, () => supervisorOf(prefix, host) === undefined, { every: 50 });
  }
  removeControlGroups(host);
  rmSync(`/run/systemd/nspawn/propagate/${machineName(host)}`, { recursive: true, force: true });
}

/** The end of what the host wrote to its console. */
export function lastWords(prefix: string, host: string): string {
  return readFileSync(hostPlaces(prefix, host).console, 'utf8').trim().split(/\r?\n/).slice(-10).join('\n');
}

export function isOn(prefix: string, host: string): boolean {
  return leader(prefix, host) !== undefined;
}

/** Runs a program inside the host, as root, without SSH. */
export function runInside(prefix: string, host: string, argv: readonly string[], options: StartOptions = {}) {
  return tryRun([...enter(prefix, host), ...argv], options);
}

/** The beginning of a command line that goes on inside the host. */
export function enter(prefix: string, host: string): string[] {
  const first = leader(prefix, host);
  if (first === undefined) throw new Error(`${host} is off`);
  const cleanEnvironment = ['env', '-i', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
  const namespaces = ['--mount', '--uts', '--ipc', '--net', '--pid', '--cgroup'];
  return ['nsenter', `--target=${first}`, ...namespaces, '--', ...cleanEnvironment, 'LANG=C.UTF-8', 'HOME=/root'];
}

function machineName(host: string): string {
  return `rabbitctl-lab-${host}`;
}

function nspawnCommand(prefix: string, host: string): string[] {
  return [
    ...['systemd-nspawn', '--register=no', '--keep-unit', `--machine=${machineName(host)}`],
    `--network-namespace-path=/run/netns/${namespaceOf(host)}`,
    ...['--resolv-conf=off', '--timezone=off', '--console=read-only', '--boot', '--directory'],
    hostPlaces(prefix, host).root,
  ];
}

/** The pid of systemd-nspawn: whatever process on this machine runs our very command line, whoever started it. */
function supervisorOf(prefix: string, host: string): number | undefined {
  const commandLine = nspawnCommand(prefix, host).join('\0');
  return processes().find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '') === commandLine;
    } catch {
      return false;
    }
  });
}

/** The pid, seen from here, of the host's first process. */
function leader(prefix: string, host: string): number | undefined {
  const supervisor = supervisorOf(prefix, host);
  return supervisor === undefined ? undefined : processes().find((pid) => isInit(pid, supervisor));
}

function isInit(pid: number, supervisor: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return new RegExp(`^PPid:\\t${supervisor}$`, 'm').test(status) && /^NSpid:\t\d+\t1$/m.test(status);
  } catch {
    return false;
  }
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function kill(pid: number): void {
  if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
}
