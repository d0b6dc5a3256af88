import { expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { clusterOfTwo } from './cluster-of-two.js';
import type { Operator } from './operator.js';
import { runningOn, Watched } from './processes.js';
import { members, toolSays } from './states.js';

/** What nobody tries on a node that is needed: each test leaves both hosts running, but for the last. */
withLab('trixie', 'nodes that are stopped and forced', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  let operator: Operator;

  clusterOfTwo(lab, (cluster) => {
    ({ first, second, operator } = cluster);
  });

  const on = (host: LabHost, ...argv: readonly string[]) => operator.run('-n', host.node, ...argv);
  const broker = (host: LabHost) => runningOn(host, 'beam.smp');
  const pidFile = ({ node }: LabHost) => `/var/lib/rabbitmq/mnesia/${node}.pid`;

  test('stop stops the runtime, and says 69 where there is none; with --idempotent that is fine', async () => {
    const stopped = await on(second, 'stop', pidFile(second));
    expect(stopped).toMatchObject({ code: 0, stderr: '' });
    expect(stopped.stdout).toContain(`Stopping and halting node ${second.node} (will monitor pid file`);
    expect(await broker(second)).toEqual([]);
    expect(await on(second, 'stop')).toMatchObject({ code: 69 });
    expect(await on(second, 'stop', '--idempotent')).toMatchObject({ code: 0 });
    await second.startBroker();
  });

  test('shutdown returns when the process is gone', async () => {
    const { code, stdout } = await on(second, 'shutdown');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Shutting down RabbitMQ node \S+ running at PID \d+\n/);
    expect(stdout).toMatch(/successfully shut down\n$/);
    expect(await broker(second)).toEqual([]);
  });

  test('wait follows a node that starts, line by line, until it runs', async () => {
    await second.run(['systemctl', 'stop', 'rabbitmq-server']);
    await second.run(['rm', '-f', pidFile(second)]);
    const waiting = new Watched(operator.start('-n', second.node, 'wait', pidFile(second), '--timeout', '120'));
    await waiting.says('Waiting for pid file');
    await second.startBroker();
    const { code, stdout } = await waiting.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/pid is \d+\n/);
    expect(stdout).toContain("Applications 'rabbit_and_plugins' are running");
  });

  test('wait ends with the tool’s own codes', async () => {
    expect(await on(second, 'wait')).toMatchObject({ code: 64 });
    expect(await on(second, 'wait', '--pid', '999999', '-t', '5')).toMatchObject({ code: 69 });
    expect(await on(second, 'wait', '/no/such/file', '-t', '1')).toMatchObject({ code: 75 });
  });

  test('force_boot is refused while the node runs, and starts one whose companion is gone', async () => {
    expect(await on(first, 'force_boot')).toMatchObject({ code: 64 });
    // The one that stopped last would have to come first.
    await first.stopBroker();
    await second.stopBroker();
    expect(await on(first, 'force_boot')).toMatchObject({ code: 0, stdout: '', stderr: '' });
    await first.startBroker();
    expect(await members(first)).toEqual([first.node, second.node].toSorted());
    await second.startBroker();
  });

  test('force_reset is refused while the application runs, and tells the cluster nothing', async () => {
    await toolSays(second, 'add_vhost', 'forgotten');
    expect(await on(second, 'force_reset')).toMatchObject({ code: 64 });
    expect(await on(second, 'stop_app')).toMatchObject({ code: 0 });
    const forced = await on(second, 'force_reset');
    expect(forced).toMatchObject({ code: 0, stdout: `Forcefully resetting node ${second.node} ...\n` });
    expect(await members(first)).toContain(second.node);
    expect(await toolSays(first, 'list_vhosts', '--silent')).toContain('forgotten');
  });
});
