import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocolNames } from '../../src/cluster/protocol-words.js';
import { chosenServices } from '../../src/generate/chosen-services.js';
import { clusterServices } from '../../src/generate/cluster-services.js';
import { haproxy } from '../../src/generate/haproxy.js';
import { nginx } from '../../src/generate/nginx.js';
import { prometheus } from '../../src/generate/prometheus.js';
import { clusterOf, listenersOf, three } from '../generate/clusters.js';
import { run, tryRun } from '../lab/child-process.js';
import { installWithoutStarting } from '../lab/debian-packages.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { labRoot } from '../lab/places.js';
import { reportToStderr } from '../lab/report.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { outputOf, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const plugins = ['rabbitmq_prometheus', 'rabbitmq_mqtt'];

withLab('trixie', 'generate, by the tools that read it', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  let promtool = '';
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    [, host] = lastHosts(lab());
    operator = new Operator(lab(), { hosts: [host] });
    await installWithoutStarting(['haproxy'], 'haproxy', reportToStderr);
    await installWithoutStarting(['nginx', 'libnginx-mod-stream'], 'nginx', reportToStderr);
    promtool = await unpackedPromtool();
    await toolSays(host, 'set_permissions', lab().username, '.*', '.*', '.*');
    outputOf('plugins', await host.run(['rabbitmq-plugins', 'enable', ...plugins]));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGTERM');
    operator?.leave();
    await host?.run(['rabbitmq-plugins', 'disable', ...plugins]);
  });

  const generate = async (...words: readonly string[]): Promise<string> =>
    outputOf(`generate ${words.join(' ')}`, await operator.run('generate', ...words));
  const file = (name: string, text: string): string => {
    const path = join(operator.home, name);
    writeFileSync(path, text);
    return path;
  };
  const nginxFile = (text: string): string => {
    const head = `load_module /usr/lib/nginx/modules/ngx_stream_module.so;\npid ${operator.home}/pid;\nerror_log stderr;\n`;
    return file('nginx.conf', `${head}daemon off;\nevents {}\ninclude ${file('rabbitmq.conf', text)};\n`);
  };
  const start = (...argv: readonly [string, ...string[]]): void => {
    children.push(spawn(argv[0], argv.slice(1), { stdio: 'ignore' }));
  };
  /** A message goes through that port and comes back. */
  const throughPort = async (port: number): Promise<void> => {
    const { username, password } = lab();
    await until(`AMQP through port ${port}`, async () => {
      const opened = await connect({ hostname: '127.0.0.1', port, username, password }).catch(() => undefined);
      await opened?.close();
      return opened !== undefined;
    });
  };

  test('haproxy takes it, and lets AMQP through', async () => {
    const path = file(
      'haproxy.cfg',
      await generate(
        'haproxy',
        ...['--bind-address', '127.0.0.1', '--protocols', 'amqp,mqtt,management'],
        ...['--port', 'amqp=25010,mqtt=25011,management=25012'],
      ),
    );
    expect(await tryRun(['haproxy', '-c', '-f', path])).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining('Warning'),
    });
    start('haproxy', '-db', '-f', path);
    await throughPort(25_010);
    const answer = await fetch('http://127.0.0.1:25012/');
    expect(answer.status).toBe(200);
  });

  test('nginx takes it, and lets AMQP through', async () => {
    const path = nginxFile(
      await generate(
        'nginx',
        '--bind-address',
        '127.0.0.1',
        '--protocols',
        'amqp,mqtt',
        '--port',
        'amqp=25020,mqtt=25021',
      ),
    );
    expect(await tryRun(['nginx', '-t', '-c', path])).toMatchObject({ code: 0 });
    start('nginx', '-c', path);
    await throughPort(25_020);
  });

  test('promtool takes it, and what it names is there', async () => {
    const text = await generate('prometheus', '--interval', '30s');
    const path = file('prometheus.yml', text);
    expect(await tryRun([promtool, 'check', 'config', path])).toMatchObject({ code: 0 });
    const [, target] = /targets: \["([^"]+)"\]/.exec(text) ?? [];
    expect(await (await fetch(`http://${target}/metrics`)).text()).toContain('rabbitmq_identity_info');
  });

  test('all protocols, TLS, IPv6, odd names: the three take them', async () => {
    const members = [...three, 'rabbit@10.0.0.9'];
    const hosts = Object.fromEntries(members.map((name, at) => [name, at === 0 ? '[fe80::1]' : `10.0.0.${at + 1}`]));
    const of = await clusterServices({
      ...clusterOf(members.flatMap(listenersOf), { members, hosts }),
      name: 'ä "b\n{',
    });
    const services = chosenServices(of, { protocols: undefined, usual: protocolNames, ports: {} });
    const options = { bindAddress: '::', maxConnections: 10_000 };
    expect(await tryRun(['haproxy', '-c', '-f', file('all.cfg', haproxy(of, services, options))])).toMatchObject({
      code: 0,
    });
    expect(await tryRun(['nginx', '-t', '-c', nginxFile(nginx(of, services, options))])).toMatchObject({ code: 0 });
    // It wants the CA's file to be there.
    const metrics = {
      job: 'a: "b"',
      interval: 500,
      path: '/metrics/per-object',
      tls: true,
      caFile: file('ca.pem', ''),
    };
    const yml = file('all.yml', prometheus(of, metrics));
    expect(await tryRun([promtool, 'check', 'config', '--syntax-only', yml])).toMatchObject({ code: 0 });
  });

  test('systemd takes the drop-in for the unit of the package', async () => {
    const text = await generate('systemd-override', '--memory-max', '90%', '--tasks', '30000', '--core-dumps');
    const directory = '/etc/systemd/system/rabbitmq-server.service.d';
    await host.run(['mkdir', '-p', directory]);
    await host.run(['tee', `${directory}/limits.conf`], { input: text });
    try {
      expect(await host.run(['systemd-analyze', 'verify', 'rabbitmq-server.service'])).toMatchObject({
        code: 0,
        stderr: '',
      });
      await host.run(['systemctl', 'daemon-reload']);
      const { stdout } = await host.run([
        'systemctl',
        'show',
        'rabbitmq-server',
        '-p',
        'LimitNOFILE,TasksMax,LimitCORE,Restart',
      ]);
      expect(stdout.trim().split('\n').toSorted()).toEqual([
        'LimitCORE=infinity',
        'LimitNOFILE=65536',
        'Restart=on-failure',
        'TasksMax=30000',
      ]);
    } finally {
      await host.run(['rm', '-rf', directory]);
      await host.run(['systemctl', 'daemon-reload']);
    }
  });
});

/** One program of a large package: unpacked, and not installed. */
async function unpackedPromtool(): Promise<string> {
  const directory = join(labRoot, 'prometheus');
  const program = join(directory, 'usr/bin/promtool');
  if (existsSync(program)) return program;
  mkdirSync(directory, { recursive: true });
  const download = () => tryRun(['sh', '-c', 'cd "$1" && exec apt-get download -q prometheus', 'sh', directory]);
  if ((await download()).code !== 0) {
    await run(['apt-get', 'update', '-q']);
    await download();
  }
  const [archive = ''] = readdirSync(directory).filter((name) => name.endsWith('.deb'));
  await run(['dpkg-deb', '-x', join(directory, archive), directory]);
  return program;
}
