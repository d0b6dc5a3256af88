import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { clusterOfTwo } from '../hosts/cluster-of-two.js';
import { type Found, healthAsked, told } from '../hosts/health-asked.js';
import { managementPlugin } from '../hosts/management-port.js';
import type { Operator } from '../hosts/operator.js';
import { onSmallDisk } from '../hosts/small-disk.js';
import { outputOf, toolSays } from '../hosts/states.js';
import { closePort, openPorts } from '../lab/firewall.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';

withLab('trixie', 'what health finds of nodes and machines', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;
  let health: ReturnType<typeof healthAsked>;
  const undo: (() => Promise<unknown>)[] = [];

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
    health = healthAsked(operator);
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  const quiet = ['--skip', 'clock,disk'];
  const skip = (names: string) => ['--skip', `clock,disk,${names}`];
  const adviceOf = (findings: readonly Found[]) => findings[0]?.advice;

  test('suspended listeners: the node runs, and nobody listens; a drained one is told as such', async () => {
    await toolSays(second, 'eval', 'rabbit_maintenance:suspend_all_client_listeners().');
    const { findings } = await health(...quiet);
    expect(told(findings)).toEqual([`critical reach ${second.node}`]);
    expect(adviceOf(findings)).toContain(`rabbitctl -n ${second.node} resume_listeners`);
    outputOf('drain', await second.tool('rabbitmq-upgrade', ['drain']));
    const drained = await health(...quiet);
    expect({ code: drained.code, found: told(drained.findings) }).toEqual({
      code: 1,
      found: [`warning maintenance ${second.node}`],
    });
    outputOf('revive', await second.tool('rabbitmq-upgrade', ['revive']));
    expect((await health(...quiet)).findings).toEqual([]);
  });

  test('a port that a firewall closes: the node runs, its packets are lost', async () => {
    undo.push(() => openPorts(second.name));
    await closePort(second.name, 15672);
    const { findings } = await health(...quiet, '--timeout', '3');
    expect(told(findings)).toEqual([`critical reach ${second.node}`]);
    expect(findings[0]?.message).toContain('runs, as the others see it, but does not answer: no connection');
    expect(adviceOf(findings)).toContain('firewall');
  });

  test('a broker that is frozen holds up its peer: it is told, and the peer is not', async () => {
    undo.push(() => signalBroker(second, 'CONT'));
    await signalBroker(second, 'STOP');
    const { code, findings, notChecked } = await health(...quiet, '--timeout', '4');
    expect({ code, found: told(findings) }).toEqual({ code: 2, found: [`critical reach ${second.node}`] });
    expect(findings[0]?.message).toContain(`hangs: its port takes connections and nothing answers, and ${first.node}`);
    expect(notChecked).toMatchObject([{ check: 'reach', node: first.node }]);
  });

  test('an expired certificate, a feature flag that is off, little memory and another version, all at once', async () => {
    await until('the frozen one to be back', async () => (await health(...quiet)).findings.length === 0);
    await expiredCertificate(second);
    const flag =
      'rabbit_feature_flags:inject_test_feature_flags(#{late_flag => #{stability => stable, provided_by => rabbit}}).';
    for (const host of [first, second]) await toolSays(host, 'eval', flag);
    await otherVersion(second, '4.0.9');
    const { findings } = await health(...quiet, '--memory', '0.1');
    expect(told(findings)).toEqual([
      `critical certificates ${second.node}`,
      `warning memory ${first.node}`,
      `warning memory ${second.node}`,
      'warning versions',
    ]);
    const says = (check: string) => findings.find((one) => one.check === check)?.message;
    expect(says('certificates')).toContain('has expired on 2024-01-02');
    expect(says('versions')).toContain(`4.0.9 on ${second.node}`);
    await otherVersion(second, lab().version);
    // Not asked while versions differ.
    const off = (await health(...quiet)).findings.find(({ check }) => check === 'feature-flags');
    expect(off).toMatchObject({ level: 'warning', message: expect.stringContaining('late_flag') });
  });

  test('the cookie of one node is changed: each tells that it does not see the other', async () => {
    const part = 'erlang:set_cookie(node(), other), [erlang:disconnect_node(Node) || Node <- nodes()].';
    await toolSays(second, 'eval', part);
    const { findings } = await health(...skip('certificates,feature-flags,quorum'));
    expect(told(findings)).toEqual([`critical partitions ${first.node}`, `critical partitions ${second.node}`]);
    expect(adviceOf(findings)).toContain('cookie');
  });

  test('few file descriptors, and connections that take most of them', async () => {
    const settings = '/etc/systemd/system/rabbitmq-server.service.d';
    const restart = 'systemctl daemon-reload && systemctl restart rabbitmq-server';
    const limit = async (line: string) => {
      outputOf(line, await second.run(['sh', '-c', `${line} && ${restart}`]));
      await second.awaitBroker();
    };
    undo.push(() => limit(`rm ${settings}/few.conf`));
    await limit(`mkdir -p ${settings} && printf '[Service]\nLimitNOFILE=400\n' > ${settings}/few.conf`);
    const sockets = Array.from({ length: 340 }, () => connect(5672, second.address).on('error', () => {}));
    const found = await until('its statistics', async () => {
      const { findings } = await health(...skip('certificates,feature-flags,quorum,partitions'));
      return findings.length > 0 && findings;
    });
    for (const socket of sockets) socket.destroy();
    expect(told(found)).toEqual([expect.stringMatching(`^(warning|critical) file-descriptors ${second.node}$`)]);
    expect(found[0]?.message).toMatch(/uses (8[5-9]|9\d|100) % of its file descriptors/);
  });

  test('a full disk; the plugin that tells is off there', async () => {
    // Started anew it has the old cookie, and forgets what it was told of versions and listeners.
    undo.push(await onSmallDisk(second));
    const full = await until('the disk alarm', async () => {
      const { findings } = await health('--skip', 'clock,feature-flags,quorum,partitions');
      return findings.some(({ check }) => check === 'alarms') && findings;
    });
    expect(told(full)).toEqual([`critical alarms ${second.node}`]);
    await managementPlugin(second, 'disable');
    const off = await until('its peer to know', async () => {
      const { findings } = await health(...skip('alarms,feature-flags,quorum,partitions'));
      return findings.some(({ level }) => level === 'warning') && findings;
    });
    expect(told(off)).toEqual([`warning reach ${second.node}`]);
  });

  test('a node that was reset counts other members than those that still list it', async () => {
    await second.reset();
    const { findings } = await health(...quiet);
    expect(told(findings)).toEqual([`critical members ${second.node}`]);
  });
});

async function signalBroker(host: LabHost, signal: 'STOP' | 'CONT'): Promise<void> {
  outputOf(signal, await host.run(['pkill', `-${signal}`, '-x', '-u', 'rabbitmq', 'beam.smp']));
}

/** A listener of its own, with a certificate of another year. */
async function expiredCertificate(host: LabHost): Promise<void> {
  const directory = '/var/lib/rabbitmq';
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${directory}/old.key`,
  ];
  const dates = ['-not_before', '20240101000000Z', '-not_after', '20240102000000Z'];
  const argv = ['openssl', 'req', '-x509', ...key, ...dates, '-subj', '/CN=old', '-out', `${directory}/old.pem`];
  outputOf('openssl', await host.run(argv));
  await host.run(['chown', 'rabbitmq', `${directory}/old.key`]);
  const files = `[{certfile,"${directory}/old.pem"},{keyfile,"${directory}/old.key"}]`;
  await toolSays(host, 'eval', `rabbit_networking:start_ssl_listener(5671, ${files}, 1).`);
}

/** What the node says of itself: as if another package were installed. */
async function otherVersion(host: LabHost, version: string): Promise<void> {
  // The sixth of `#appl{}` is its vsn; the table is the controller's own.
  const insert = `[{Key, App}] = ets:lookup(ac_tab, {loaded, rabbit}), ets:insert(ac_tab, {Key, setelement(6, App, "${version}")})`;
  const change = `sys:replace_state(application_controller, fun(State) -> ${insert}, State end), ok.`;
  await toolSays(host, 'eval', change);
}
