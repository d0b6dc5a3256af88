import { describe, expect, it } from 'vitest';
import { ApiRefused, ApiUnavailable } from '../../src/api/errors.js';
import quorumCritical from '../../src/commands/check_if_node_is_quorum_critical.js';
import checkLocalAlarms from '../../src/commands/check_local_alarms.js';
import checkPortListener from '../../src/commands/check_port_listener.js';
import checkProtocolListener from '../../src/commands/check_protocol_listener.js';
import checkRunning from '../../src/commands/check_running.js';
import checkVirtualHosts from '../../src/commands/check_virtual_hosts.js';
import { NotOverHttp } from '../../src/errors.js';
import { runCommand } from './fakes.js';

const failed = (answer: Readonly<Record<string, unknown>>) =>
  new ApiRefused('failed', { status: 503, answer: { status: 'failed', ...answer } });
const listeners = {
  'GET overview': {
    listeners: [
      { node: 'rabbit@mq1', protocol: 'amqp', ip_address: '::', port: 5672 },
      { node: 'rabbit@mq2', protocol: 'mqtt', ip_address: '::', port: 1883 },
    ],
  },
};
const port = (number: string, answers: Readonly<Record<string, unknown>>) =>
  runCommand(checkPortListener, { args: { port: number }, answers });

describe('trap 11: 404 on an old version must not be read as failure', () => {
  it('check_port_listener looks at the listeners of this node alone', async () => {
    expect((await port('5672', listeners)).error).toBeUndefined();
    expect((await port('1883', listeners)).error).toMatchObject({ exitCode: 69 });
  });

  it('check_virtual_hosts looks at the list of virtual hosts', async () => {
    const state = (first: string) => ({
      'GET vhosts': [{ name: 'v', cluster_state: { 'rabbit@mq1': first, 'rabbit@mq2': 'stopped' } }],
    });
    expect((await runCommand(checkVirtualHosts, { answers: state('running') })).error).toBeUndefined();
    const { error } = await runCommand(checkVirtualHosts, { answers: state('stopped') });
    expect(error).toMatchObject({ exitCode: 69, details: { down_vhosts: ['v'] } });
  });

  it('check_local_alarms looks at the nodes', async () => {
    const nodes = (alarmed: string) => ({
      'GET nodes': [{ name: alarmed, mem_alarm: true, disk_free_alarm: false }],
    });
    expect((await runCommand(checkLocalAlarms, { answers: nodes('rabbit@mq2') })).error).toBeUndefined();
    const { error } = await runCommand(checkLocalAlarms, { answers: nodes('rabbit@mq1') });
    expect(error).toMatchObject({ exitCode: 69, message: 'Memory alarm on node rabbit@mq1' });
  });

  it("what no other request tells goes to the node's own tool", async () => {
    expect((await runCommand(quorumCritical)).error).toBeInstanceOf(NotOverHttp);
    const { error } = await runCommand(checkProtocolListener, { args: { protocol: 'amqp' } });
    expect(error).toBeInstanceOf(NotOverHttp);
  });
});

describe('a 503 of a health check is its answer, not an outage', () => {
  it('check_port_listener', async () => {
    const answers = { ...listeners, 'GET health/checks/port-listener/9': failed({ missing: 9, ports: [5672] }) };
    const { error } = await port('9', answers);
    expect(error).toMatchObject({ exitCode: 69, details: { missing: '9', ports: [5672] } });
    expect(error?.message).toMatch(/^No listener for port 9 is active on node rabbit@mq1\. .*: 5672$/);
  });

  it('check_if_node_is_quorum_critical names the queues', async () => {
    const queues = [{ name: 'q', readable_name: "queue 'q'", virtual_host: '/', type: 'quorum' }];
    const answers = { 'GET health/checks/node-is-quorum-critical': failed({ queues }) };
    const { error } = await runCommand(quorumCritical, { answers });
    expect(error).toMatchObject({ exitCode: 69, details: { queues } });
  });

  it('check_virtual_hosts without names still fails', async () => {
    const answers = { 'GET health/checks/virtual-hosts': failed({ reason: 'vhosts are down' }) };
    const { error } = await runCommand(checkVirtualHosts, { answers });
    expect(error?.message).toContain('vhosts are down');
  });

  it('a gateway that is out of order is one', async () => {
    const outage = new ApiUnavailable('server', 'no upstream', { reached: true });
    const { error } = await port('5672', { 'GET health/checks/port-listener/5672': outage });
    expect(error).toBe(outage);
  });

  it('an answer of something else proves nothing', async () => {
    const { error } = await port('5672', { 'GET health/checks/port-listener/5672': { hello: 'world' } });
    expect(error).toBeInstanceOf(ApiUnavailable);
  });
});

it('check_port_listener: leading zeros and a sign are the same port, words and 0 none', async () => {
  const answers = { 'GET health/checks/port-listener/5672': { status: 'ok' } };
  expect((await port('05672', answers)).error).toBeUndefined();
  const validate = (word: string) =>
    checkPortListener.definition.validate?.({ args: { port: word }, flags: {} as never });
  for (const word of ['x', '0', '-5', '5x', '']) expect(() => validate(word)).toThrow('positive integer');
});

it('check_protocol_listener: a list is no protocol, though newer servers take one of these', async () => {
  const answers = { ...listeners, 'GET health/checks/protocol-listener/amqp%2Chttp': { status: 'ok' } };
  const { error } = await runCommand(checkProtocolListener, { args: { protocol: 'amqp,http' }, answers });
  expect(error).toMatchObject({ exitCode: 69 });
});

it.each([
  ['AMQP', 'amqp'],
  ['amqp0-9-1', 'amqp'],
  ['amqps', 'amqp/ssl'],
  ['mqtt3.1.1', 'mqtt'],
  ['STOMP+TLS', 'stomp/ssl'],
  ['management_ui', 'http'],
  ['distribution/tls', 'clustering/ssl'],
  ['web_mqtt', 'http/web-mqtt'],
  ['webstomp+ssl', 'https/web-stomp'],
  ['amqp0-9_1', 'amqp0-9_1'],
])('check_protocol_listener: %s is %s', async (protocol, name) => {
  const answers = { [`GET health/checks/protocol-listener/${encodeURIComponent(protocol)}`]: { status: 'ok' } };
  const { result } = await runCommand(checkProtocolListener, { args: { protocol }, answers });
  expect(result).toMatchObject({ value: `A listener for protocol ${name} is running on node rabbit@mq1.` });
});

it("check_local_alarms: from 4.3 on the tool's word is passed on", async () => {
  expect((await runCommand(checkLocalAlarms, { rabbitmq: '4.3.6' })).passed).toHaveLength(1);
});

it('check_running: an answer is proof', async () => {
  const { result } = await runCommand(checkRunning, { answers: { 'GET overview': { node: 'rabbit@mq1' } } });
  expect(result).toMatchObject({ value: 'RabbitMQ on node rabbit@mq1 is fully booted and running' });
});
