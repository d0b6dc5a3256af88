import { expect, test } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import haproxy from '../../src/commands/generate/haproxy.js';
import nginx from '../../src/commands/generate/nginx.js';
import prometheus from '../../src/commands/generate/prometheus.js';
import override from '../../src/commands/generate/systemd-override.js';
import { type CliError, DataError } from '../../src/errors.js';
import { run } from '../cli/world.js';
import { clusterOf, listenersOf, three } from '../generate/clusters.js';

const whole = clusterOf(three.flatMap(listenersOf));
const balancer = { protocols: undefined, 'bind-address': '0.0.0.0', port: {}, 'max-connections': undefined };
const metrics = { job: 'rabbitmq', interval: 15_000, path: '/metrics', tls: false, 'ca-file': undefined };
const limits = {
  ...{ 'file-descriptors': undefined, 'memory-max': undefined, tasks: undefined, restart: 'on-failure' },
  ...{ 'start-seconds': 3600, 'stop-seconds': 600, 'core-dumps': false },
};

async function text({ definition }: { definition: { run: unknown } }, flags: object, cluster: Cluster = whole) {
  const notes: string[] = [];
  const context = { cluster, flags, note: (line: string) => notes.push(line) };
  const result = await (definition.run as (given: object) => Promise<{ chunks: AsyncIterable<Uint8Array> }>)(context);
  let printed = '';
  for await (const chunk of result.chunks) printed += Buffer.from(chunk).toString();
  return { printed, notes };
}

test('haproxy: a frontend and a backend for each protocol, TLS passed through, management and metrics only when they are named', async () => {
  const { printed, notes } = await text(haproxy, balancer);
  expect(notes).toEqual([]);
  expect(printed.split('\n')[0]).toBe(
    '# Made by: rabbitctl generate haproxy, of prod: rabbit@mq1, rabbit@mq2, rabbit@mq3',
  );
  expect(printed.match(/^frontend .*/gm)).toHaveLength(9);
  expect(printed).not.toMatch(/1567[12]\b|15692/);
  expect(printed).toContain('frontend rabbitmq_amqps\n    bind 0.0.0.0:5671\n    default_backend rabbitmq_amqps\n');
  expect(printed).toContain('    server mq1 mq1:5671 check\n    server mq2 mq2:5671 check\n');
  expect(printed).not.toMatch(/ssl|crt/);
  const managed = await text(haproxy, { ...balancer, protocols: ['management'] });
  expect(managed.printed).toContain('    bind 0.0.0.0:15672\n    mode http\n');
  const named = await text(haproxy, {
    ...balancer,
    protocols: ['prometheus'],
    'max-connections': 7,
    'bind-address': '::1',
  });
  expect(named.printed).toContain('    bind [::1]:15692\n    maxconn 7\n    mode http\n');
  expect(named.printed).toContain('option httpchk GET /metrics');
});

test('nginx: ports of the balancer’s own, limits', async () => {
  const { printed } = await text(nginx, {
    ...balancer,
    protocols: ['amqp', 'mqtt'],
    port: { amqp: 5670 },
    'max-connections': 9,
  });
  expect(printed.match(/listen [^;]*/g)).toEqual([
    'listen 0.0.0.0:5670 so_keepalive=on',
    'listen 0.0.0.0:1883 so_keepalive=on',
  ]);
  expect(printed).toContain('        server mq3:5672 max_fails=2 fail_timeout=10s max_conns=9;\n');
});

test('prometheus: every node by itself; strings of others stay strings', async () => {
  const cluster = { ...whole, name: 'a": b\n#' } as Cluster;
  const { printed } = await text(
    prometheus,
    { ...metrics, interval: 500, tls: true, 'ca-file': '/etc/ca.pem' },
    cluster,
  );
  expect(printed).toContain(
    '    scrape_interval: 500ms\n    metrics_path: "/metrics"\n    scheme: https\n    tls_config:\n      ca_file: "/etc/ca.pem"\n',
  );
  expect(printed).toContain(
    '      - targets: ["mq1:15691"]\n        labels: { cluster: "a\\": b\\n#", node: "rabbit@mq1" }\n',
  );
  expect(printed.split('\n')[0]).toContain('a": b\\n#');
});

test('prometheus: who has no plugin is said, and nobody at all is an error with what to do', async () => {
  const some = clusterOf([
    ...listenersOf(three[0]),
    ...three.slice(1).map((node) => ({ node, protocol: 'amqp', port: 5672 })),
  ]);
  expect((await text(prometheus, metrics, some)).notes).toEqual([
    'No listener for Prometheus, and so not in it: rabbit@mq2, rabbit@mq3',
  ]);
  const none = clusterOf(three.map((node) => ({ node, protocol: 'amqp', port: 5672 })));
  const error = await text(prometheus, metrics, none).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect((error as CliError).hint).toContain('plugins enable rabbitmq_prometheus');
});

test('a node that is down is said on stderr and in the file', async () => {
  const { printed, notes } = await text(nginx, balancer, clusterOf(three.slice(0, 2).flatMap(listenersOf)));
  expect(notes).toEqual(['Down now, and taken to listen where the others do: rabbit@mq3']);
  expect(printed).toContain('# Down when this was made, and taken to listen where the others do: rabbit@mq3\n');
});

test('systemd-override: by what is in use; what is too little is said', async () => {
  const rows = three.map((name, at) => ({ name, fd_used: 50_000 + at, fd_total: 65_536, mem_limit: 8 * 1024 ** 3 }));
  const cluster = clusterOf([], { rows });
  const { printed, notes } = await text(override, limits, cluster);
  expect(notes).toEqual([]);
  expect(printed).toContain('# rabbit@mq3: 50002 of 65536 file descriptors in use\n');
  expect(printed).toContain(
    '[Service]\nLimitNOFILE=131072\nTimeoutStartSec=3600\nTimeoutStopSec=600\nRestart=on-failure\nRestartSec=10\n',
  );
  const little = await text(
    override,
    { ...limits, 'file-descriptors': 60_000, 'memory-max': '4G', restart: 'no', 'core-dumps': true, tasks: 9 },
    cluster,
  );
  expect(little.notes).toHaveLength(6);
  expect(little.notes[3]).toBe(
    'rabbit@mq1 blocks publishers at 8589934592 bytes of memory: with 4G the kernel ends it before',
  );
  expect(little.printed).toContain('LimitNOFILE=60000\nMemoryMax=4G\nTasksMax=9\nLimitCORE=infinity\n');
  expect(little.printed).not.toContain('RestartSec');
  expect((await text(override, limits, clusterOf([], { rows: [{ name: three[0] }] }))).printed).toContain(
    'LimitNOFILE=65536\n',
  );
});

test('systemd-override: what is told stays in its comment', async () => {
  const evil = '1\n[Service]\nExecStartPre=/bin/evil';
  const cluster = {
    ...clusterOf([], { rows: [{ name: `rabbit@${evil}`, fd_used: evil, fd_total: evil }] }),
    name: evil,
  };
  const { printed } = await text(override, limits, cluster as Cluster);
  expect(printed).not.toMatch(/^ExecStartPre/m);
  expect(printed.match(/^\[Service\]/gm)).toHaveLength(1);
  expect(printed).toContain(': ? of ? file descriptors in use\n');
});

test.each([
  [{ protocols: ['web-stomp'] }, /no node of prod listens for web-stomp/],
  [{ port: { ampq: 1 } }, /--port: ampq is not among/],
  [{ port: { amqp: 1883 } }, /port 1883 would be opened twice/],
])('what cannot be is refused: %j', async (flags, message) => {
  await expect(text(haproxy, { ...balancer, ...flags })).rejects.toThrow(message);
});

test.each([
  [['haproxy', '--protocols', 'ampq'], /Did you mean amqp\?/],
  [['nginx', '--port', 'amqp'], /takes PROTOCOL=PORT/],
  [['nginx', '--port', 'amqp=70000'], /takes PROTOCOL=PORT/],
  [['haproxy', '--bind-address', 'a b'], /takes an address/],
  [['haproxy', '--max-connections', '0'], /whole number from 1 on/],
  [['systemd-override', '--memory-max', 'much'], /an amount of memory/],
  [['systemd-override', '--restart', 'never'], /takes one of/],
])('wrong words: %j', async (words, message) => {
  const { code, stderr } = await run(['generate', ...words]);
  expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(message) });
});
