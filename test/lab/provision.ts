import { chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loginUsers } from './base-system.js';
import { run } from './child-process.js';
import type { HostRecord, LabRecord } from './lab-record.js';
import { hostPlaces, labPlaces } from './places.js';

/** Writes into a host's root what makes it this host: name, neighbours, keys. */
export async function provision(lab: LabRecord, host: HostRecord): Promise<void> {
  const { root } = hostPlaces(lab.prefix, host.name);
  const neighbours = lab.hosts.map(({ name, address }) => `${address} ${name}\n`).join('');
  writeFileSync(join(root, 'etc/hostname'), `${host.name}\n`);
  writeFileSync(join(root, 'etc/hosts'), `127.0.0.1 localhost\n${neighbours}`);
  await makeHostKeys(root, host.name);
  allowLogin(root, lab.prefix);
  writeBrokerFiles(lab, host);
}

/** The broker's own files, as they are on a fresh host; also written again to take back what a test did to them. */
export function writeBrokerFiles(lab: LabRecord, host: HostRecord): void {
  const { root } = hostPlaces(lab.prefix, host.name);
  const owner = userOf(root, 'rabbitmq');
  const write = (file: string, text: string, mode: number) => writeOwned(join(root, file), text, mode, owner);
  write('etc/rabbitmq/enabled_plugins', '[rabbitmq_management].\n', 0o644);
  write('etc/rabbitmq/rabbitmq.conf', brokerSettings(lab, host), 0o644);
  write('var/lib/rabbitmq/.erlang.cookie', host.cookie, 0o400);
  if (!lab.tls) return;
  for (const name of ['ca.pem', `${host.name}.pem`, `${host.name}.key`]) {
    const source = join(labPlaces(lab.prefix).directory, name);
    write(join('etc/rabbitmq/tls', name), readFileSync(source, 'utf8'), 0o400);
  }
}

function brokerSettings(lab: LabRecord, host: HostRecord): string {
  const tls = `management.tcp.port = 15672
management.ssl.port = 15671
management.ssl.cacertfile = /etc/rabbitmq/tls/ca.pem
management.ssl.certfile = /etc/rabbitmq/tls/${host.name}.pem
management.ssl.keyfile = /etc/rabbitmq/tls/${host.name}.key
`;
  return `loopback_users = none\n${lab.tls ? tls : ''}`;
}

async function makeHostKeys(root: string, name: string): Promise<void> {
  for (const type of ['ed25519', 'ecdsa']) {
    const file = join(root, 'etc/ssh', `ssh_host_${type}_key`);
    await run(['ssh-keygen', '-q', '-t', type, '-N', '', '-C', name, '-f', file]);
  }
}

function allowLogin(root: string, prefix: string): void {
  for (const user of loginUsers) {
    const file = join(root, 'home', user, '.ssh/authorized_keys');
    copyFileSync(`${labPlaces(prefix).keyFile}.pub`, file);
    chmodSync(file, 0o600);
    const { uid, gid } = userOf(root, user);
    chownSync(file, uid, gid);
  }
}

interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Ids differ between base systems. */
function userOf(root: string, user: string): FileOwner {
  const line = readFileSync(join(root, 'etc/passwd'), 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${user}:`));
  if (!line) throw new Error(`${root} has no user ${user}`);
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function writeOwned(file: string, text: string, mode: number, { uid, gid }: FileOwner): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  writeFileSync(file, text);
  chmodSync(file, mode);
  chownSync(file, uid, gid);
}
