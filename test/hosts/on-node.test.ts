import { expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { clusterOfTwo } from './cluster-of-two.js';
import { Operator } from './operator.js';
import { untilGone, untilRunning, Watched } from './processes.js';

withLab('bookworm', 'on-node', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
  });

  test('runs a tool on the node that is named, words unharmed, with its own exit code', async () => {
    const awkward = '^a b\\.c$`id`"\'$HOME';
    const argv = ['on-node', '--', 'rabbitmqctl', 'set_policy', 'awkward', awkward, '{"max-length":1}'];
    expect(await operator.run('-n', second.node, ...argv)).toMatchObject({ code: 0, stderr: '' });
    const listed = await operator.run('-n', second.node, 'on-node', '--', 'rabbitmqctl', 'list_policies', '--silent');
    await second.ctl('clear_policy', 'awkward');
    expect(listed.stdout).toContain(`\t${awkward}\t`);
    const wrong = await operator.run(
      '-n',
      first.node,
      'on-node',
      '--',
      'rabbitmqctl',
      'list_users',
      '--no-such-option',
    );
    expect(wrong.code).toBe(64);
    const failed = await operator.run('-n', first.node, 'on-node', '--', 'rabbitmqctl', 'delete_user', 'nobody');
    expect(failed).toMatchObject({ code: 67, stderr: expect.stringContaining('nobody') });
  });

  test('rabbitmq-plugins finds its plugins', async () => {
    const list = ['rabbitmq-plugins', 'list', '--enabled', '--minimal', '--silent'];
    const listed = await operator.run('on-node', '-n', first.node, '--', ...list);
    expect(listed).toMatchObject({ code: 0, stdout: 'rabbitmq_management\n' });
  });

  test('--all-nodes marks each line with its node, and gives JSON by node', async () => {
    const argv = ['on-node', '--all-nodes', '--', 'rabbitmqctl', 'eval', 'node().'];
    const { code, stdout } = await operator.run(...argv);
    const lines = stdout.trimEnd().split('\n').toSorted();
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [first, second].map(({ node }) => `${node}: ${node}`).toSorted(),
    });
    const json = await operator.run('--formatter', 'json', ...argv);
    expect(json.code).toBe(0);
    expect(Object.keys(JSON.parse(json.stdout) as object).toSorted()).toEqual([first.node, second.node].toSorted());
  });

  test('one member in the config is enough: the cluster names the others', async () => {
    const knowsOne = new Operator(lab(), { hosts: [first] });
    try {
      const { code, stdout } = await knowsOne.run('on-node', '--all-nodes', '--', 'rabbitmqctl', 'eval', 'node().');
      const lines = stdout.trimEnd().split('\n').toSorted();
      expect({ code, lines }).toEqual({
        code: 0,
        lines: [first, second].map(({ node }) => `${node}: ${node}`).toSorted(),
      });
      const unnamed = await knowsOne.run('stop_app');
      expect(unnamed).toMatchObject({ code: 64, stderr: expect.stringContaining(`Say which with -n: ${first.node}`) });
    } finally {
      knowsOne.leave();
    }
  });

  test('in a terminal a full-screen tool draws, and ends with the key that ends it', async () => {
    const command = new Watched(
      operator.onTerminal('on-node', '-n', first.node, '--', 'rabbitmq-diagnostics', 'observer'),
    );
    await command.says(/Memory|Process|Uptime/i);
    command.child.stdin.write('q\r');
    expect(await command.ended).toMatchObject({ code: 0 });
    await untilGone(first, 'observer');
  });

  test('in a terminal Ctrl-C goes to the tool', async () => {
    const command = new Watched(
      operator.onTerminal('on-node', '-n', first.node, '--', 'rabbitmq-diagnostics', 'log_tail_stream'),
    );
    await untilRunning(first, 'log_tail_stream');
    command.child.stdin.write('\u0003');
    await command.ended;
    await untilGone(first, 'log_tail_stream');
  });

  test('--all-nodes with a node down: its error stands beside the answer of the other', async () => {
    await second.stopBroker();
    await second.stopSsh();
    const argv = ['on-node', '--all-nodes', '--', 'rabbitmqctl', 'eval', 'node().'];
    const { code, stdout, stderr } = await operator.run(...argv);
    expect(stdout).toBe(`${first.node}: ${first.node}\n`);
    expect(stderr).toMatch(new RegExp(`${second.node}: .*refuses connections`));
    expect(code).not.toBe(0);
    const json = await operator.run('--formatter', 'json', ...argv);
    const byNode = JSON.parse(json.stdout) as Record<string, unknown>;
    expect(Object.keys(byNode).toSorted()).toEqual([first.node, second.node].toSorted());
    expect(JSON.stringify(byNode[second.node])).toContain('refuses connections');
  });
});
