import { afterAll, beforeAll, expect, test } from 'vitest';
import { installMissing } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { loseTraffic } from '../lab/network.js';
import { reportToStderr } from '../lab/report.js';
import { withLab } from '../lab/with-lab.js';
import { awkwardNames, declareQueues } from './awkward-names.js';
import { closeToOutside, openToAll } from './management-port.js';
import { Operator } from './operator.js';
import { ensureCluster, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const pipeline = `"$@" list_queues name messages --formatter json | jq -c 'map(.name)'`;

withLab('trixie', 'queues of every awkward name, and the way to them', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let gateway: string;
  const operators: Operator[] = [];

  beforeAll(async () => {
    [first, second] = lastHosts(lab());
    gateway = first.address.replace(/\d+$/, '1');
    await installMissing(['jq'], reportToStderr);
    await ensureCluster(first, second);
    // On the second node, which stays up.
    await declareQueues(lab(), second, awkwardNames);
  });
  afterAll(async () => {
    for (const operator of operators) operator.leave();
    await Promise.all([first.reset(), second.reset()]);
  });

  const operatorWith = (options: Omit<ConstructorParameters<typeof Operator>[1], 'hosts'> = {}): Operator => {
    const operator = new Operator(lab(), { hosts: [first, second], ...options });
    operators.push(operator);
    return operator;
  };
  const expectAllNames = async (operator: Operator, stderr: unknown = '') => {
    const listed = await operator.shell(pipeline);
    expect({ ...listed, stdout: '' }).toEqual({ code: 0, stdout: '', stderr });
    expect((JSON.parse(listed.stdout) as string[]).toSorted()).toEqual(awkwardNames.toSorted());
  };

  /** Two lines on stdin, two virtual hosts: no command of the loop reads what is meant for the next. */
  const expectLoopMakesBoth = async (operator: Operator) => {
    const loop = `printf 'loop a\\nloop b\\n' | while read v; do "$@" add_vhost "$v" || exit; done`;
    const { code, stdout, stderr } = await operator.shell(loop);
    expect({ code, stdout, stderr }).toMatchObject({
      code: 0,
      stdout: 'Adding vhost "loop a" ...\nAdding vhost "loop b" ...\n',
    });
    const names = (await toolSays(second, '--silent', 'list_vhosts')).trim().split('\n');
    expect(names.filter((name) => name.startsWith('loop'))).toEqual(['loop a', 'loop b']);
    // Nobody has gained permissions there.
    expect((await toolSays(second, '--silent', 'list_permissions', '-p', 'loop a')).trim()).toBe('');
    for (const name of ['loop a', 'loop b']) await toolSays(second, 'delete_vhost', name);
  };

  test('list_queues as JSON gives every name to jq, and a loop over add_vhost makes each', async () => {
    await expectAllNames(operatorWith());
    await expectLoopMakesBoth(operatorWith());
  });

  test("list_queues as text is that of the node's own tool", async () => {
    const { stdout, code } = await operatorWith().run('--silent', 'list_queues', 'name', 'messages');
    expect(code).toBe(0);
    const theirs = await second.ctl('--silent', 'list_queues', 'name', 'messages');
    expect(stdout.split('\n').toSorted()).toEqual(theirs.stdout.split('\n').toSorted());
    expect(stdout.split('\n').length).toBeGreaterThan(awkwardNames.length);
  });

  test('the port is closed to the outside: through a tunnel', async () => {
    await closeToOutside(first);
    try {
      await expectAllNames(operatorWith({ api: { tunnel: true } }));
      await expectLoopMakesBoth(operatorWith({ api: { tunnel: true } }));
      const closed = await operatorWith().run('-n', first.node, '--api-only', 'list_queues');
      expect(closed).toMatchObject({ code: 69, stdout: '' });
    } finally {
      await openToAll(first);
    }
  });

  test('only another host can reach the node: through that one as jump host', async () => {
    // The node answers the other host, but no longer this machine.
    await loseTraffic(first.name, gateway);
    try {
      const ssh = { jump: `ops@${second.address}` };
      await expectAllNames(operatorWith({ api: { tunnel: true }, ssh }));
      await expectLoopMakesBoth(operatorWith({ api: { tunnel: true }, ssh }));
      const stopped = await operatorWith({ ssh }).run('on-node', '-n', first.node, '--', 'rabbitmqctl', 'version');
      expect(stopped).toEqual({ code: 0, stdout: `${lab().version}\n`, stderr: '' });
    } finally {
      await first.forgetPartitions();
    }
  });

  test('the first node hangs: the next one answers within the time limit', async () => {
    await first.run(['pkill', '-STOP', 'beam.smp']);
    try {
      const { code, stdout, stderr } = await operatorWith().run('--timeout', '8', 'list_users');
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `${first.node} does not answer (no answer in time): ${second.node} answers instead\n`,
      });
      expect(stdout).toContain('guest');
    } finally {
      await first.run(['pkill', '-CONT', 'beam.smp']);
    }
  });

  test('no packet comes back from the first node: the next one answers', async () => {
    await loseTraffic(first.name, gateway);
    try {
      const { code, stderr } = await operatorWith().run('list_vhosts');
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: `${first.node} does not answer (no connection in time): ${second.node} answers instead\n`,
      });
    } finally {
      await first.forgetPartitions();
    }
  });

  test('the first node is down: the next one answers, and one line says so', async () => {
    await first.killBroker();
    await expectAllNames(operatorWith(), expect.stringMatching(new RegExp(`^${first.node} does not answer .*\n$`)));
    await expectLoopMakesBoth(operatorWith());
    const about = await operatorWith().run('-n', first.node, '--api-only', 'list_queues');
    expect(about).toMatchObject({ code: 69, stdout: '' });
  });
});
