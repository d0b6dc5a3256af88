import { describe, expect, it, vi } from 'vitest';
import { path } from '../../src/api/management-api.js';
import type { Node } from '../../src/cluster/cluster.js';
import type { CliError } from '../../src/errors.js';
import { type BrokerFacts, deadPort } from './fake-broker.js';
import { broke, open, refusing, three } from './opened.js';

describe('a node’s own API', () => {
  it('asks once who answers', async () => {
    const broker = await broke({ name: 'rabbit@lap' });
    const { cluster } = await open({ node: 'rabbit', url: broker.url });
    const node = await cluster.target();
    expect(await node.api.request('GET', path`whoami`)).toMatchObject({ from: 'rabbit@lap' });
    await node.api.request('GET', path`whoami`);
    expect(await node.version()).toEqual({ rabbitmq: '3.10.8', erlang: '25.2.3' });
    expect(broker.requests).toHaveLength(3);
    expect(broker.requests[0]).toMatch(/^GET \/api\/overview\?.*disable_stats=true/);
  });

  it('is what cluster.api is when a node is asked for', async () => {
    const broker = await broke({ name: 'other@lap' });
    const { cluster } = await open({ node: 'rabbit', url: broker.url });
    await expect(cluster.api.request('GET', path`whoami`)).rejects.toMatchObject({
      message: `${broker.url} is answered by other@lap, not by rabbit@lap`,
      exitCode: 69,
      node: 'rabbit@lap',
      reached: false,
      why: 'another-node',
    });
    expect(broker.requests).toHaveLength(1);
  });

  it('is found by the cluster’s listeners: nodes that share a machine', async () => {
    const second = await broke({ name: 'second@lap' });
    const listeners = [
      { node: 'second@lap', protocol: 'amqp', port: 5673, ip_address: '::' },
      { node: 'second@lap', protocol: 'http', port: second.port, ip_address: '::' },
    ];
    const first = await broke({ name: 'first@lap', listeners });
    const { cluster } = await open({ node: 'second' }, `[defaults]\napi = { url = "${first.url}" }`);
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'second@lap' });
    expect(cluster.api.url).toBe(second.url);
  });

  it('is found by the node’s own tool when the cluster does not know it', async () => {
    const second = await broke({ name: 'second@lap' });
    const first = await broke({ name: 'first@lap' });
    const listeners = [{ node: 'second@lap', protocol: 'http', port: second.port, interface: '[::]' }];
    const { cluster, ran } = await open({ node: 'second' }, `[defaults]\napi = { url = "${first.url}" }`, {
      'rabbitmq-diagnostics': { listeners },
    });
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'second@lap' });
    expect(ran[0]).toMatch(/rabbitmq-diagnostics .*--node second@lap listeners/);
  });

  it('is not taken for a listener that another node answers', async () => {
    const first = await broke({ name: 'first@lap' });
    const third = await broke({ name: 'third@lap' });
    const listeners = [{ node: 'second@lap', protocol: 'http', port: third.port }];
    const liar = await broke({ name: 'first@lap', listeners });
    const { cluster } = await open({ node: 'second' }, `[defaults]\napi = { url = "${liar.url}" }`);
    await expect(cluster.api.request('GET', path`whoami`)).rejects.toThrow(
      'is answered by first@lap, not by second@lap',
    );
    expect(first.requests).toEqual([]);
    expect(third.requests.every((request) => request.startsWith('GET /api/overview'))).toBe(true);
  });

  it('asks again after a failure', async () => {
    const facts: BrokerFacts = { name: 'rabbit@lap', status: 500 };
    const broker = await broke(facts);
    const { cluster } = await open({ node: 'rabbit', url: broker.url });
    await expect(cluster.api.request('GET', path`whoami`)).rejects.toMatchObject({ exitCode: 69 });
    delete facts.status;
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'rabbit@lap' });
  });
});

describe('a node known by its address', () => {
  it('gets the name of whoever answers', async () => {
    const broker = await broke({ name: 'bunny@burrow' });
    const { cluster } = await open({ url: broker.url });
    expect([cluster.name, cluster.nodes[0]?.name]).toEqual([broker.url, broker.url]);
    expect((await cluster.target()).name).toBe('bunny@burrow');
    expect(cluster.nodes[0]?.name).toBe('bunny@burrow');
    expect((await cluster.members())[0]).toBe(cluster.nodes[0]);
  });

  it('gets the name that its machine’s tools use, when nobody answers', async () => {
    const { cluster } = await open(
      { url: `http://10.0.0.1:${await deadPort()}`, ssh: 'x' },
      '',
      { rabbitmqctl: { node: 'bunny@b', value: {} } },
      refusing,
    );
    expect((await cluster.target()).name).toBe('bunny@b');
  });

  it('gets the usual name, when its machine cannot say either', async () => {
    const { cluster } = await open({ url: 'http://mq1.example.com:15672' }, '', {}, refusing);
    expect((await cluster.target()).name).toBe('rabbit@mq1');
  });
});

describe('a cluster', () => {
  it('reads from the next node, and says so once', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster, said } = await open({ cluster: 'prod' }, three([await deadPort(), b.port, b.port]));
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'b@lap' });
    await cluster.api.request('GET', path`whoami`);
    expect(said).toEqual(['a@lap does not answer (connection refused): b@lap answers instead']);
  });

  it('reads from the next node within --timeout when one hangs', async () => {
    const hung = await broke({ name: 'a@lap', silent: true });
    const b = await broke({ name: 'b@lap' });
    const { cluster, said } = await open({ cluster: 'prod', timeout: 2 }, three([hung.port, b.port, b.port]));
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'b@lap' });
    expect(said).toEqual(['a@lap does not answer (no answer in time): b@lap answers instead']);
  });

  it('says nothing of others when none answers within --timeout', async () => {
    const hung = await broke({ name: 'a@lap', silent: true });
    const file = three([hung.port, hung.port, hung.port]);
    const { cluster, said } = await open({ cluster: 'prod', timeout: 1 }, file);
    await expect(cluster.api.request('GET', path`whoami`)).rejects.toMatchObject({ exitCode: 75 });
    expect(said).toEqual([]);
  });

  it('never lets another node speak for the target', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster } = await open({ cluster: 'prod' }, three([await deadPort(), b.port, b.port]));
    const target = await cluster.target();
    expect(target.name).toBe('a@lap');
    await expect(target.api.request('GET', path`whoami`)).rejects.toMatchObject({ why: 'refused' });
  });

  it('tells each node and why when none answers', async () => {
    const dead = await deadPort();
    const { cluster } = await open({ cluster: 'prod' }, three([dead, dead, dead]));
    const error = (await cluster.api.request('GET', path`whoami`).catch((caught: unknown) => caught)) as CliError;
    expect(error.message).toBe(
      'no node of prod answers: a@lap (connection refused), b@lap (connection refused), c@lap (connection refused)',
    );
  });

  it('names its members: those of the settings as they are, others made alike', async () => {
    const b = await broke({ name: 'b@lap', members: ['d@far', 'b@lap', 'a@lap'] });
    const { cluster } = await open({ cluster: 'prod' }, three([b.port, b.port, b.port]));
    const members = await cluster.members();
    expect(members.map((node) => [node.name, node.host.name])).toEqual([
      ['a@lap', 'this machine'],
      ['b@lap', 'this machine'],
      ['d@far', 'far'],
    ]);
    expect(members[0]).toBe(cluster.nodes[0]);
    expect(members[2]?.api.url).toBe('http://far:15672');
    expect((await cluster.members())[2]).toBe(members[2]);
  });

  it('is asked for its members by the node’s own tool where HTTP is not there', async () => {
    const dead = await deadPort();
    const { cluster } = await open({ cluster: 'prod' }, three([dead, dead, dead]), {
      rabbitmqctl: { disk_nodes: ['b@lap', 'a@lap'], ram_nodes: ['r@lap'], running_nodes: ['a@lap'] },
    });
    expect((await cluster.members()).map((node) => node.name)).toEqual(['a@lap', 'b@lap', 'r@lap']);
  });

  it('is asked for its members over HTTP alone with --api-only', async () => {
    const dead = await deadPort();
    const { cluster } = await open({ cluster: 'prod', 'api-only': true }, three([dead, dead, dead]));
    await expect(cluster.members()).rejects.toThrow('no node of prod answers');
  });

  it('asks for a password once, however many nodes are asked', async () => {
    const [a, b] = [await broke({ name: 'a@lap' }), await broke({ name: 'b@lap' })];
    const file = three([a.port, b.port, b.port]).replace(', password = "pw"', '');
    const askSecret = vi.fn(async () => 'typed');
    const { cluster } = await open({ cluster: 'prod' }, file, {}, undefined, askSecret);
    const ask = (node: Node) => node.api.request('GET', path`whoami`);
    await Promise.all([...cluster.nodes.slice(0, 2).map(ask), cluster.api.request('GET', path`whoami`)]);
    expect(askSecret.mock.calls).toEqual([['Password of ops: ']]);
  });

  it('connects to nothing before it is asked', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster, ran } = await open({ cluster: 'prod' }, three([b.port, b.port, b.port]));
    await cluster.close();
    expect([b.requests, ran]).toEqual([[], []]);
  });
});

describe('the tunnel', () => {
  it('is the node’s own machine, which connects to its loopback', async () => {
    const broker = await broke({ name: 'rabbit@mq1' });
    const { cluster, connected } = await open({ node: 'rabbit@mq1', url: `http://mq1:${broker.port}`, tunnel: true });
    expect(await cluster.api.request('GET', path`whoami`)).toMatchObject({ from: 'rabbit@mq1' });
    expect(new Set(connected)).toEqual(new Set([`localhost:${broker.port}`]));
  });

  it('stays shut without --tunnel', async () => {
    const broker = await broke({ name: 'rabbit@lap' });
    const { cluster, connected } = await open({ node: 'rabbit', url: broker.url });
    await cluster.api.request('GET', path`whoami`);
    expect(connected).toEqual([]);
  });
});
