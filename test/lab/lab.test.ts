import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlGroups } from './cgroup.js';
import { tryRun } from './child-process.js';
import { labUnavailable } from './debian-packages.js';
import { type Lab, upLab } from './lab.js';
import { rabbitVersionAt } from './management.js';
import { until } from './until.js';
import { tsxCommand } from './watcher.js';

const reason = labUnavailable();
const prefix = 'labtest';

describe.skipIf(reason)(`hosts${reason ? `: skipped, this machine ${reason}` : ''}`, () => {
  let lab: Lab;
  const ssh = (...argv: string[]) => tryRun(['ssh', '-F', lab.sshConfigFile, ...argv]);
  const reach = (from: number, to: number) => {
    const connect = `exec 3<>/dev/tcp/${prefix}${to}/22 && head -1 <&3`;
    return lab.host(`${prefix}${from}`).run(['timeout', '2', 'bash', '-c', connect]);
  };

  beforeAll(async () => {
    lab = await upLab({ suite: 'bookworm', hosts: 3, prefix, tls: true });
  });
  afterAll(() => lab?.down());

  test('are real systems, with the version that the base system says', async () => {
    for (const host of lab.hosts) {
      // Not `is-system-running`: on a busy machine some unit that nobody needs may have given up.
      const { stdout } = await host.run(['systemctl', 'is-active', 'rabbitmq-server', 'ssh', 'dbus']);
      expect(stdout).toBe('active\nactive\nactive\n');
      expect(await rabbitVersionAt(host.address)).toBe(lab.version);
    }
  });

  test('let ops, pwsudo and nosudo in with the generated files, and only ops become root', async () => {
    expect((await ssh(`${prefix}1`, 'sudo', '-n', 'id', '-u')).stdout).toBe('0\n');
    expect((await ssh(`ops@${lab.hosts[1]?.address}`, 'hostname')).stdout).toBe(`${prefix}2\n`);
    for (const user of ['pwsudo', 'nosudo']) {
      expect((await ssh('-l', user, `${prefix}3`, 'whoami')).stdout).toBe(`${user}\n`);
      expect((await ssh('-l', user, `${prefix}3`, 'sudo', '-n', 'id')).stderr).toContain('password is required');
    }
    expect((await ssh('-o', 'UserKnownHostsFile=/dev/null', `${prefix}1`, 'true')).stderr).toContain('verification');
  });

  test('answer over TLS, certified by the CA of the lab', async () => {
    const ca = readFileSync(lab.caFile ?? '');
    const auth = `${lab.username}:${lab.password}`;
    const request = get({ host: lab.hosts[0]?.address, port: 15671, path: '/api/whoami', auth, ca });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
  });

  test('form a cluster, and are blank again after a reset', async () => {
    const members = async (host: number) => {
      const { stdout } = await lab.host(`${prefix}${host}`).ctl('cluster_status', '--formatter', 'json');
      return (JSON.parse(stdout) as { disk_nodes: string[] }).disk_nodes;
    };
    await lab.formCluster();
    expect(await members(1)).toHaveLength(3);
    await lab.host(`${prefix}2`).powerOff();
    await lab.reset();
    expect(await members(2)).toEqual([`rabbit@${prefix}2`]);
  });

  test('lose each other in a partition, but not this machine', async () => {
    const [first, ...others] = lab.hosts;
    await first?.partitionFrom(others);
    expect((await reach(1, 2)).code).toBe(124);
    expect((await reach(2, 1)).code).toBe(124);
    expect((await reach(2, 3)).stdout).toMatch(/^SSH-/);
    expect(await first?.awaitBroker()).toBe(lab.version);
    await lab.heal();
    expect((await reach(1, 2)).stdout).toMatch(/^SSH-/);
  });

  test('go on without sshd, and with sshd but without a broker', async () => {
    const host = lab.host(`${prefix}1`);
    await host.stopSsh();
    expect((await ssh(host.name, 'true')).code).toBe(255);
    expect(await host.awaitBroker()).toBe(lab.version);
    await host.startSsh();
    await host.killBroker();
    expect((await ssh(host.name, 'true')).code).toBe(0);
    await expect(rabbitVersionAt(host.address)).rejects.toThrow();
    await host.startBroker();
  });

  test('leave nothing behind', async () => {
    await lab.down();
    expect(traces(prefix)).toEqual([]);
    expect(existsSync(lab.directory)).toBe(false);
  });

  test('leave nothing behind when the process that started them is killed', async () => {
    const [program, ...argv] = tsxCommand('up-and-wait.ts');
    const child = spawn(program, [...argv, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(traces(prefix)).not.toEqual([]);
    child.kill('SIGKILL');
    await until('the host to be gone', () => traces(prefix).length === 0, { seconds: 30 });
  });
});

/** Processes, mounts, links, namespaces and control groups of a lab. */
function traces(prefix: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const lists = [
    pids.map((pid) => textOf(`/proc/${pid}/cmdline`)).filter((text) => text.startsWith('systemd-nspawn')),
    textOf('/proc/self/mounts').split('\n'),
    readdirSync('/sys/class/net'),
    existsSync('/run/netns') ? readdirSync('/run/netns') : [],
    controlGroups().flatMap((directory) => (existsSync(directory) ? readdirSync(directory) : [])),
  ];
  return lists.flat().filter((line) => line.includes(prefix));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
