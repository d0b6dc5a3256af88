import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { clusterOfTwo } from './cluster-of-two.js';
import type { Operator } from './operator.js';
import { outputOf, toolSays } from './states.js';

interface Item {
  readonly name: string;
  readonly state: string;
  readonly says: string;
}

withLab('trixie', 'doctor', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
  });
  afterAll(() => lab().heal());

  const doctor = async (...argv: readonly string[]) => {
    const { code, stdout } = await operator.run('doctor', '--json', '--timeout', '4', second.node, ...argv);
    const [node] = (JSON.parse(stdout) as { nodes: { first: Item | null; branches: { items: Item[] }[] }[] }).nodes;
    const items = (node?.branches ?? []).flatMap((branch) => branch.items);
    const bad = items.filter(({ state }) => state === 'failed').map(({ name, says }) => `${name}: ${says}`);
    return { code, first: node?.first?.name, bad, items };
  };

  /** Runs a line on the second host, then the doctor, then the line that undoes it. */
  const during = async (line: string, undo: string, ...argv: readonly string[]) => {
    outputOf(line, await second.run(['sh', '-c', line]));
    try {
      return await doctor(...argv);
    } finally {
      outputOf(undo, await second.run(['sh', '-c', undo]));
    }
  };

  test('nothing stands in the way', async () => {
    const { code, bad, items } = await doctor();
    expect({ code, bad }).toEqual({ code: 0, bad: [] });
    expect(items.map(({ name }) => name)).toEqual([
      ...['SSH', 'root', 'package', 'cookie', 'disk', 'service', 'epmd', 'clock', 'log'],
      ...[first.node, 'cookie', 'name', 'port', 'HTTP', 'user'],
    ]);
    const { code: plain, stdout } = await operator.run('doctor', second.name);
    expect({ plain, stdout }).toEqual({ plain: 0, stdout: expect.stringContaining('Nothing stands in the way.') });
  });

  const cookie = '/var/lib/rabbitmq/.erlang.cookie';

  test('a cookie that others may read, one of somebody else, another one', async () => {
    const open = await during(`chmod 644 ${cookie}`, `chmod 400 ${cookie}`);
    expect(open).toMatchObject({ code: 69, first: 'cookie', bad: [expect.stringContaining('mode 644')] });
    const foreign = await during(`chown root ${cookie}`, `chown rabbitmq ${cookie}`);
    expect(foreign.bad).toEqual([expect.stringContaining('belongs to root')]);
    const other = await during(
      `cp -p ${cookie} /root/cookie; printf OTHER > ${cookie}`,
      `cp -p /root/cookie ${cookie}`,
    );
    expect(other.bad).toEqual([`cookie: differs from that of ${first.node}: they cannot talk to each other`]);
  });

  test('a name that does not resolve there', async () => {
    const hide = `cp -p /etc/hosts /root/hosts; grep -v -w ${first.name} /root/hosts > /etc/hosts`;
    const { first: reason, bad } = await during(hide, 'cp -p /root/hosts /etc/hosts');
    expect({ reason, bad }).toEqual({
      reason: first.node,
      bad: [`${first.node}: ${first.name} does not resolve there`],
    });
  });

  const dpkg = '/var/lib/dpkg/status';
  /** As dpkg itself leaves it there. */
  const packageWith = (change: string) =>
    during(
      `cp -p ${dpkg} /root/dpkg-status; sed -i '/^Package: rabbitmq-server$/,/^$/ ${change}' ${dpkg}`,
      `cp -p /root/dpkg-status ${dpkg}`,
    );

  test('a package that was cut short, one that was removed, another version than its peer has', async () => {
    const half = await packageWith('s/^Status: .*/Status: install ok half-configured/');
    expect(half).toMatchObject({ code: 69, first: 'package', bad: [expect.stringContaining('half-configured')] });
    const removed = await packageWith('s/^Status: .*/Status: deinstall ok config-files/');
    const says = ({ items }: typeof removed, wanted: string) =>
      items.filter(({ name }) => name === wanted).map((item) => `${item.state} ${item.says}`);
    expect(says(removed, 'package')).toEqual(['warning no package rabbitmq-server is installed']);
    const skewed = await packageWith('s/^Version: .*/Version: 4.0.9-1/');
    expect(skewed).toMatchObject({ code: 0, bad: [] });
    expect(says(skewed, 'version')).toEqual([
      expect.stringMatching(`^warning it has 4.0.9-1, ${first.node} has ${lab().version}`),
    ]);
  });

  test('epmd does not know the node that runs', async () => {
    // The node itself puts it right when it looks again, a minute later at most.
    const leave =
      'timer:send_after(6000, rabbit_epmd_monitor, check), sys:replace_state(erl_epmd, fun(S) -> gen_tcp:close(element(2, S)), setelement(2, S, -1) end), ok.';
    await toolSays(second, 'eval', leave);
    const { first: reason, bad } = await doctor();
    expect({ reason, bad }).toEqual({ reason: 'epmd', bad: ['epmd: knows no node'] });
    await until('epmd to know it again', async () => (await second.ctl('ping')).code === 0);
    expect((await doctor()).bad).toEqual([]);
  });

  test('a wrong password, and a user without tags', async () => {
    const file = join(operator.home, 'wrong');
    writeFileSync(file, 'wrong\n', { mode: 0o600 });
    expect(await doctor('--password-file', file)).toMatchObject({ code: 69, first: 'login' });
    await first.ctl('add_user', 'plain', 'wrong');
    expect((await doctor('--username', 'plain', '--password-file', file)).bad.join()).toMatch(/^login: user "plain"/);
    await first.ctl('delete_user', 'plain');
  });

  test('a lost line between the nodes: the first to mend, whatever else hangs by it', async () => {
    await second.partitionFrom([first]);
    const { first: reason, bad } = await doctor().finally(() => lab().heal());
    expect(reason).toBe(first.node);
    expect(bad[0]).toContain(`(${first.address}) cannot be reached at port 4369`);
  });

  test('a broker that does not run; nobody gets in over SSH', async () => {
    await second.stopBroker();
    const { first: reason, bad } = await doctor();
    expect(reason).toBe('service');
    expect(bad).toEqual(['service: rabbitmq-server is inactive', expect.stringContaining('15672 on')]);
    await second.stopSsh();
    const shut = await doctor();
    await second.startSsh();
    expect(shut).toMatchObject({ code: 69, first: 'SSH' });
  });
});
