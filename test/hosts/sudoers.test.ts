import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { ensureAlone, outputOf } from './states.js';
import { lastHosts } from './two-hosts.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/ssh.md'), 'utf8');
const lines = new Map(
  [...page.matchAll(/^```sudoers (\S+)\n(.*)\n```$/gm)].map(([, name = '', line = '']) => [name, line]),
);

const may = {
  everything: [
    ['eval', 'node().'],
    ['os_env'],
    ['plugins', 'list'],
    ['check_if_node_is_quorum_critical'],
    ['set_log_level', 'info'],
  ],
  queues: [
    ['rebalance', 'all'],
    ['quorum_status', 'nobody'],
  ],
  streams: [['restart_stream', 'nobody'], ['coordinator_status']],
  maintenance: [['drain'], ['revive']],
  plugins: [
    ['plugins', 'list'],
    ['plugins', 'is_enabled', 'rabbitmq_management'],
  ],
  looking: [['os_env'], ['is_booting'], ['log_tail', '-N', '5'], ['tls_versions']],
} as const;
const mayNot = {
  everything: [],
  queues: [['eval', 'node().'], ['os_env'], ['plugins', 'list']],
  streams: [
    ['eval', 'node().'],
    ['plugins', 'list'],
  ],
  maintenance: [['eval', 'node().'], ['os_env']],
  plugins: [['eval', 'node().'], ['os_env']],
  looking: [
    ['eval', 'node().'],
    ['remote_shell'],
    ['command_line_arguments'],
    ['on-node', '--', 'rabbitmq-diagnostics', 'eval', 'os_env'],
  ],
} as const;
type Group = keyof typeof may;
const groups = Object.keys(may) as Group[];

/** What no line but that for root allows, as whomever. */
const otherPrograms = [
  ['sudo', '-n', 'id'],
  ['sudo', '-n', '-u', 'rabbitmq', 'id'],
  ['sudo', '-n', '-u', 'rabbitmq', 'sh', '-c', 'id'],
  ['sudo', '-n', '-u', 'rabbitmq', '/usr/lib/rabbitmq/bin/rabbitmq-server'],
  ['sudo', '-n', '-u', 'rabbitmq', '/usr/bin/cat', '/var/lib/rabbitmq/.erlang.cookie'],
  ['sudo', '-n', '-u', 'root', '/usr/bin/kill', '-0', '1'],
];

withLab('trixie', 'sudoers lines of docs/ssh.md', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host], ssh: { user: 'deploy' } });
    const made = await host.run([
      ...['sh', '-ec'],
      'useradd -m -s /bin/bash deploy; cp -r /home/ops/.ssh /home/deploy/; chown -R deploy: /home/deploy/.ssh',
    ]);
    outputOf('making the user', made);
  });
  afterAll(async () => {
    operator?.leave();
    await host.run(['sh', '-c', 'rm -f /etc/sudoers.d/deploy; userdel -r deploy']);
  });

  const allow = async (line: string) => {
    const write =
      'umask 337; rm -f /etc/sudoers.d/deploy; cat > /etc/sudoers.d/deploy; visudo -cqf /etc/sudoers.d/deploy';
    outputOf(line, await host.run(['sh', '-ec', write], { input: `${line}\n` }));
  };
  const on = (...argv: readonly string[]) => operator.run('-n', host.node, ...argv);
  const refused = /sudo on .* (does not allow|wants a password)/;

  test('the page has a line for each group', () => {
    expect([...lines.keys()]).toEqual([...groups, 'rolling']);
  });

  describe.each(groups)('%s', (group) => {
    beforeAll(() => allow(lines.get(group) ?? ''));

    test.each(may[group].map((argv) => [argv]))('runs %j', async (argv) => {
      const { stderr } = await on(...argv);
      // Whatever the tool then says: it ran.
      expect(stderr).not.toMatch(refused);
      expect(stderr).not.toContain('rabbitctl-cannot');
    });

    test.each(mayNot[group].map((argv: readonly string[]) => [argv]))('does not run %j', async (argv) => {
      expect(await on(...argv)).toMatchObject({ code: 77, stderr: expect.stringMatching(refused) });
    });

    test('runs no other program', async () => {
      const direct = openHost({ host: host.address, user: 'deploy', configFile: lab().sshConfigFile });
      try {
        for (const argv of otherPrograms) {
          const { code, stdout, stderr } = await direct.run(argv);
          expect({ argv, code, stdout }).toEqual({ argv, code: 1, stdout: '' });
          expect(stderr).toMatch(/password is required|not allowed/);
        }
      } finally {
        await direct.close();
      }
    });
  });

  test('rolling: root', async () => {
    await allow(lines.get('rolling') ?? '');
    const { code, stdout } = await on('rolling-restart', 'plan');
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });
});
