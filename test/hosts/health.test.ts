import { afterAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { clusterOfTwo } from './cluster-of-two.js';
import { healthAsked, told } from './health-asked.js';
import { clientsOf } from './health-clients.js';
import type { Operator } from './operator.js';
import { outputOf, toolSays } from './states.js';

withLab('trixie', 'health', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;
  let health: ReturnType<typeof healthAsked>;
  let clients: Awaited<ReturnType<typeof clientsOf>> | undefined;

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
    health = healthAsked(operator);
  });
  afterAll(async () => {
    await clients?.close();
    await lab().heal();
    await Promise.all([first, second].map((host) => host.run(['rm', '-f', '/usr/local/bin/date'])));
  });

  test('a cluster with which all is well', async () => {
    const { code, level, findings, notChecked, passed } = await health('--disk', '1');
    expect(findings).toEqual([]);
    expect({ code, level, notChecked, passed }).toMatchObject({ code: 0, level: 'ok', notChecked: [] });
    expect(passed).toHaveLength(24);
    const { code: nagios, stdout } = await operator.run('health', '--nagios', '--disk', '1');
    expect({ nagios, stdout }).toMatchObject({
      nagios: 0,
      stdout: expect.stringMatching(/^RABBITMQ OK - lab: 2 of 2 /),
    });
  });

  test('what is not well is told, each on its node and with its level', async () => {
    clients = await clientsOf(lab(), first);
    await Promise.all([clients.longQueue(), clients.replicatedQueue(), clients.transientQueue()]);
    await Promise.all([memoryAlarm(first), littleDisk(second), strangeClock(second), expiringCertificate(first)]);
    await toolSays(second, 'eval', 'rabbit_networking:stop_tcp_listener(5672).');
    const options = ['--queue-length', '2', '--unacknowledged', '1', '--certificates', '5', '--disk', '40000'];
    const churning = clients.churn();
    const wanted = [
      `critical alarms ${first.node}`,
      `critical certificates ${first.node}`,
      `critical listeners ${second.node}`,
      'warning deprecated-features',
      'warning queue-length',
      'warning unacknowledged',
      `warning channel-churn ${first.node}`,
      `warning clock ${second.node}`,
      `warning connection-churn ${first.node}`,
      `warning disk ${second.node}`,
      `warning quorum ${first.node}`,
      `warning quorum ${second.node}`,
    ].toSorted();
    const report = await until('the statistics of all of it', async () => {
      const found = await health(...options, '--connection-churn', '0.1', '--channel-churn', '0.1');
      if (told(found.findings).join() === wanted.join()) return found;
      throw new Error(`found ${told(found.findings).join('; ')}`);
    });
    await churning.stop();
    expect(report.code).toBe(2);
    expect(report.findings.every(({ advice }) => advice.length > 10)).toBe(true);
    const message = (check: string) => report.findings.find((one) => one.check === check)?.message;
    expect(message('quorum')).toContain('too few replicas: replicated');
    expect(message('queue-length')).toContain('long (3)');
    expect(message('clock')).toMatch(/(59|60)(\.\d)? s ahead/);
    expect(message('certificates')).toContain('in 3 days');
    // The broker itself looks every now and then for virtual hosts that are down, and starts them.
    await until('the virtual host to stay down', async () => {
      await vhostDown(second);
      return told((await health(...options)).findings).includes(`critical vhosts ${second.node}`);
    });
  });

  test('a partition is told by both sides, also after the network is mended', async () => {
    await second.partitionFrom([first]);
    // Else it takes net_ticktime until they know, and seven seconds for each try to find each other again.
    const part = 'application:set_env(kernel, net_setuptime, 1), erlang:disconnect_node(hd(nodes())).';
    await Promise.all([first, second].map((host) => toolSays(host, 'eval', part)));
    const apart = [`critical partitions ${first.node}`, `critical partitions ${second.node}`];
    const partitions = async () => told((await health()).findings).filter((line) => line.includes('partitions'));
    expect(await partitions()).toEqual(apart);
    await lab().heal();
    await until('the nodes to see that they were apart', async () => {
      const { partitions: seen } = JSON.parse(await toolSays(first, 'cluster_status', '--formatter', 'json'));
      return JSON.stringify(seen).includes(second.node);
    });
    expect(await partitions()).toContain(`critical partitions ${first.node}`);
  });

  test('a node that is down, and a queue that has lost its majority by that', async () => {
    await second.stopBroker();
    const { code, findings } = await health(
      '--skip',
      'partitions,alarms,certificates,clock,quorum,deprecated-features,disk',
    );
    expect({ code, found: told(findings) }).toEqual({
      code: 2,
      found: ['critical leaders', `critical running ${second.node}`],
    });
    expect(findings.find(({ check }) => check === 'leaders')?.message).toContain('replicated');
    await first.stopBroker();
    const nobody = await health('--skip', 'clock');
    expect(told(nobody.findings)).toEqual([`critical reach ${first.node}`, `critical reach ${second.node}`]);
  });
});

const memoryAlarm = (host: LabHost) => toolSays(host, 'set_vm_memory_high_watermark', 'absolute', '1MB');

/** The limit comes within 20 GB of what is free, which goes up and down with all else on the machine. */
const littleDisk = (host: LabHost) =>
  toolSays(
    host,
    'eval',
    'Free = rabbit_disk_monitor:get_disk_free(), rabbit_disk_monitor:set_disk_free_limit(Free - 20000000000).',
  );

/** A container has the clock of its machine: what tells the time there tells another one. */
const strangeClock = async (host: LabHost) => {
  const script = '#!/bin/sh\nexec /usr/bin/date -d "+60 seconds" "$@"\n';
  const write = 'cat > /usr/local/bin/date && chmod 755 /usr/local/bin/date';
  outputOf(write, await host.run(['sh', '-c', write], { input: script }));
};

/** A listener of its own with a certificate that ends in three days and an hour. */
const expiringCertificate = async (host: LabHost) => {
  const directory = '/var/lib/rabbitmq';
  const files = ['-keyout', `${directory}/soon.key`, '-out', `${directory}/soon.pem`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  outputOf('openssl', await host.run(['openssl', 'req', '-x509', ...key, '-days', '4', '-subj', '/CN=soon', ...files]));
  await host.run(['chown', 'rabbitmq', `${directory}/soon.key`]);
  const options = ['certfile', 'keyfile', 'cacertfile']
    .map((name) => `{${name},"${directory}/soon.${name === 'keyfile' ? 'key' : 'pem'}"}`)
    .join();
  await toolSays(host, 'eval', `rabbit_networking:start_ssl_listener(5671, [${options}], 1).`);
};

/** The supervisor of a virtual host is killed until nobody starts it again: five times in a row it is not there. */
const vhostDown = async (host: LabHost) => {
  await toolSays(host, 'add_vhost', 'lame');
  const kill =
    'F = fun F(_, 5) -> gone; F(0, _) -> no; F(N, G) -> Is = rabbit_vhost_sup_sup:get_vhost_sup(<<"lame">>), case Is of {ok, S} -> exit(S, kill); _ -> no end, timer:sleep(50), F(N - 1, case Is of {ok, _} -> 0; _ -> G + 1 end) end, F(50, 0).';
  expect((await toolSays(host, 'eval', kill)).trim()).toBe('gone');
};
