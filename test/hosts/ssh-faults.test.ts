import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../lab/child-process.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import type { ConfigValues } from './config-file.js';
import { Operator } from './operator.js';
import { untilRunning, Watched } from './processes.js';
import { expectRefusal } from './refusals.js';
import { outputOf } from './states.js';
import { lastHosts } from './two-hosts.js';

// sshd of bookworm: that of trixie answers failed logins with a penalty for whoever comes next.
withLab('bookworm', 'SSH faults of a real host', (lab: () => Lab) => {
  let host: LabHost;
  const operators: Operator[] = [];

  beforeAll(() => {
    [host] = lastHosts(lab());
    version = ['on-node', '-n', host.node, '--', 'rabbitmqctl', 'version'];
  });
  afterAll(() => {
    for (const operator of operators) operator.leave();
  });

  const operatorWith = (ssh: ConfigValues = {}): Operator => {
    const operator = new Operator(lab(), { hosts: [host], ssh });
    operators.push(operator);
    return operator;
  };
  /** A command that needs SSH and nothing of the broker. */
  let version: readonly string[] = [];
  const refused = (operator: Operator, code: number, argv: readonly string[], ...says: readonly (string | RegExp)[]) =>
    expectRefusal(operator, argv, code, host.address, ...says);

  test('an unknown host key is refused with its fingerprint, and taken when that is allowed', async () => {
    const operator = operatorWith({ known_hosts: ['known_hosts'] });
    const knownHosts = join(operator.home, 'known_hosts');
    writeFileSync(knownHosts, '');
    const key = await fingerprint(host);
    await refused(operator, 77, version, /host key of .* is not known/, key, /--accept-new-host-keys/);
    expect(readFileSync(knownHosts, 'utf8')).toBe('');
    expect(await operator.run('--accept-new-host-keys', ...version)).toMatchObject({ code: 0 });
    expect(await operator.run(...version)).toMatchObject({ code: 0, stdout: `${lab().version}\n` });
  });

  test('a changed host key is refused, whatever is allowed, and nothing is run', async () => {
    const before = await fingerprint(host);
    await shell(
      host,
      'mkdir /root/keys && mv /etc/ssh/ssh_host_* /root/keys && ssh-keygen -A && systemctl restart ssh',
    );
    try {
      await host.awaitSsh();
      const says = [/HAS CHANGED: nothing was sent/, before, await fingerprint(host), /ssh-keygen -R/];
      await refused(operatorWith(), 77, version, ...says);
      await refused(operatorWith(), 77, ['--accept-new-host-keys', ...version], ...says);
    } finally {
      await shell(
        host,
        'rm /etc/ssh/ssh_host_* && mv /root/keys/* /etc/ssh && rmdir /root/keys && systemctl restart ssh',
      );
      await host.awaitSsh();
    }
    expect(await operatorWith().run(...version)).toMatchObject({ code: 0 });
  });

  test('a key that the host does not know gives no login, and the error says what was tried', async () => {
    const operator = operatorWith({ identity: ['stranger'] });
    const key = join(operator.home, 'stranger');
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key]);
    await refused(operator, 77, version, /does not let ops log in/, /Tried: .*stranger/, /The server takes: publickey/);
  });

  test('sudo that wants a password, or does not know the user, is told from everything else', async () => {
    for (const user of ['pwsudo', 'nosudo']) {
      await refused(operatorWith({ user }), 77, version, /^Error: sudo on .*wants a password/, /\/etc\/sudoers\.d/);
    }
    // Without SSH there is no other way to answer, so HTTP goes on.
    expect(await operatorWith({ user: 'nosudo' }).run('list_vhosts', '-q')).toMatchObject({ code: 0, stderr: '' });
  });

  test('a host without RabbitMQ’s tools says so', async () => {
    const tools = '/usr/lib/rabbitmq/bin';
    await shell(host, `mv ${tools}/rabbitmqctl ${tools}/elsewhere`);
    try {
      await refused(operatorWith(), 69, version, /has no rabbitmqctl/);
    } finally {
      await shell(host, `mv ${tools}/elsewhere ${tools}/rabbitmqctl`);
    }
  });

  test('a host without sshd says so', async () => {
    await host.stopSsh();
    try {
      const operator = operatorWith();
      await refused(operator, 69, version, /:22 refuses connections/, /Does sshd run there/);
      // HTTP cannot give a pid, and the way round is shut: both are told.
      const both = await operator.run('list_queues', 'pid');
      expect(both).toMatchObject({ code: 69, stdout: '' });
      expect(both.stderr).toMatch(/HTTP .* pid[\s\S]*refuses connections/);
    } finally {
      await host.startSsh();
    }
  });

  test('a line that is cut in mid-command says that the command may have run', async () => {
    const operator = operatorWith();
    const command = new Watched(
      operator.start('on-node', '-n', host.node, '--', 'rabbitmqctl', 'eval', 'timer:sleep(60000).'),
    );
    await untilRunning(host, 'timer:sleep');
    await host.run(['pkill', '-KILL', '-u', 'ops', '-x', 'sshd']);
    const { code, stderr } = await command.ended;
    expect({ code, stderr }).toEqual({ code: 69, stderr: expect.stringMatching(/lost|closed/) });
    expect(stderr).toContain(host.address);
    expect(stderr).toMatch(/may have run/);
    await host.run(['pkill', '-KILL', '-f', 'timer:sleep']);
  });
});

/** As ssh-keygen shows the key that the host offers. */
async function fingerprint(host: LabHost): Promise<string> {
  const listed = await host.run(['ssh-keygen', '-lf', '/etc/ssh/ssh_host_ed25519_key.pub']);
  const [, key] = outputOf('ssh-keygen', listed).split(' ');
  if (!key) throw new Error(`no fingerprint in ${listed.stdout}`);
  return key;
}

async function shell(host: LabHost, line: string): Promise<void> {
  outputOf(line, await host.run(['sh', '-ec', line]));
}
