import { expect, test } from 'vitest';
import { CheckFailed, DataError } from '../../src/errors.js';
import { clusterServices, type Service } from '../../src/generate/cluster-services.js';
import { clusterOf, listenersOf, three } from './clusters.js';

const shown = (services: readonly Service[]) =>
  services.map(({ name, port, servers }) =>
    [name, port, ...servers.map(({ address, port: own, assumed }) => `${address}:${own}${assumed ? '?' : ''}`)].join(
      ' ',
    ),
  );
const servicesOf = async (...given: Parameters<typeof clusterOf>) =>
  shown((await clusterServices(clusterOf(...given))).services);
const at = (node: string, protocol: string, port: number, ip_address = '0.0.0.0') => ({
  node,
  protocol,
  port,
  ip_address,
});

test('every protocol with its nodes; the ports between nodes are nobody else’s', async () => {
  const found = await servicesOf(three.flatMap(listenersOf));
  expect(found).toHaveLength(13);
  expect(found[0]).toBe('amqp 5672 mq1:5672 mq2:5672 mq3:5672');
  expect(found.join()).not.toContain('25672');
});

test('a node that is down is taken to listen where the others do', async () => {
  const cluster = clusterOf([at(three[0], 'amqp', 5673), at(three[2], 'amqp', 5673)]);
  const { services, down } = await clusterServices(cluster);
  expect(shown(services)).toEqual(['amqp 5673 mq1:5673 mq2:5673? mq3:5673']);
  expect(down).toEqual([three[1]]);
});

test('a node that runs and does not speak it is none of its servers', async () => {
  expect(
    await servicesOf([at(three[0], 'amqp', 5672), at(three[1], 'amqp', 5672), at(three[1], 'mqtt', 1883)]),
  ).toEqual(['amqp 5672 mq1:5672 mq2:5672 mq3:5672?', 'mqtt 1883 mq2:1883 mq3:1883?']);
});

test('addresses: where settings reach a node, where it listens alone, never a loopback', async () => {
  const hosts = { [three[0]]: '10.0.0.1', [three[1]]: '[fe80::2]', [three[2]]: '127.0.0.1' };
  const listeners = [
    at(three[0], 'amqp', 5672),
    at(three[1], 'amqp', 5672),
    at(three[2], 'amqp', 5672, '192.168.7.3'),
    at(three[2], 'http', 15_672, '127.0.0.1'),
    at(three[0], 'http', 15_672, '::1'),
  ];
  expect(await servicesOf(listeners, { hosts })).toEqual(['amqp 5672 10.0.0.1:5672 fe80::2:5672 192.168.7.3:5672']);
});

test('a balancer’s address is no node’s own', async () => {
  const hosts = Object.fromEntries(three.map((name) => [name, 'balancer']));
  expect(await servicesOf([at(three[0], 'amqp', 5672)], { hosts })).toEqual(['amqp 5672 mq1:5672 mq2:5672? mq3:5672?']);
});

test('nodes of one machine have ports of their own; a second port is a service of its own', async () => {
  const local = ['a@box', 'b@box'];
  const listeners = [
    at('a@box', 'amqp', 5672),
    at('b@box', 'amqp', 5673),
    at('a@box', 'amqp', 6672),
    at('a@box', 'amqp', 6672, '::'),
  ];
  expect(await servicesOf(listeners, { members: local })).toEqual([
    'amqp 5672 box:5672 box:5673',
    'amqp-2 6672 box:6672',
  ]);
});

test.each<readonly [string, object]>([
  ['10.0.0.1;}', { ip_address: '10.0.0.1;}' }],
  ['10.0.0.1\\n', { ip_address: '10.0.0.1\n    server evil 6.6.6.6:1' }],
  ['7', { ip_address: 7 }],
  ['5672\\n', { port: '5672\n' }],
  ['70000', { port: 70_000 }],
  ['1.5', { port: 1.5 }],
])('what could end a line of the file is refused, and its node named: %s', async (shownAs, odd) => {
  const listener = { ...at(three[1], 'amqp', 5672), ...odd };
  const error = await servicesOf([at(three[0], 'amqp', 5672), listener]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  expect(error).toMatchObject({ node: three[1], message: expect.stringContaining(shownAs) });
});

test('so is a host out of a node’s name', async () => {
  const members = ['rabbit@mq1;}'];
  const cluster = clusterOf([at('rabbit@mq1;}', 'amqp', 5672)], { members, hosts: { 'rabbit@mq1;}': '127.0.0.1' } });
  await expect(clusterServices(cluster)).rejects.toThrow(DataError);
});

test('who may not see listeners is told which tag it takes', async () => {
  await expect(clusterServices(clusterOf([]))).rejects.toThrow(CheckFailed);
});
