import { describe, expect, it } from 'vitest';
import { path } from '../../src/api/management-api.js';
import { type BrokerFacts, deadPort } from './fake-broker.js';
import { broke, open, three } from './opened.js';

describe('versions', () => {
  it('come from the node’s own tools where HTTP is not there', async () => {
    const { cluster, ran } = await open({ node: 'rabbit' }, `[defaults]\napi = { port = ${await deadPort()} }`, {
      rabbitmqctl: { node: 'rabbit@host22.x', result: 'ok', value: { version: '4.0.5' } },
      'rabbitmq-diagnostics': { result: 'ok', value: '27.3.4.1' },
    });
    expect(await (await cluster.target()).version()).toEqual({ rabbitmq: '4.0.5', erlang: '27.3.4.1' });
    expect(ran).toHaveLength(2);
  });

  it('come from the package where the node is down', async () => {
    const { cluster, ran } = await open({ node: 'rabbit' }, `[defaults]\napi = { port = ${await deadPort()} }`, {
      rabbitmqctl: { value: { version: '3.10.8' } },
      'rabbitmq-diagnostics': { result: 'ok', value: ['badrpc', 'nodedown'] },
      'rabbitmq-diagnostics --offline': { result: 'ok', value: 'Erlang/OTP 25.2.3' },
    });
    expect(await (await cluster.target()).version()).toEqual({ rabbitmq: '3.10.8', erlang: '25.2.3' });
    expect(ran).toHaveLength(3);
  });

  it('do not with --api-only', async () => {
    const { cluster, ran } = await open({
      node: 'rabbit',
      url: `http://127.0.0.1:${await deadPort()}`,
      'api-only': true,
    });
    await expect((await cluster.target()).version()).rejects.toMatchObject({ exitCode: 69 });
    expect(ran).toEqual([]);
  });
});

describe('the version of a cluster', () => {
  const tools = {
    rabbitmqctl: { value: { version: '4.0.5' } },
    'rabbitmq-diagnostics': { result: 'ok', value: '27.3.4.1' },
  };

  it('is that of whichever node answers, asked once', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster, ran } = await open({ cluster: 'prod' }, three([await deadPort(), b.port, b.port]));
    expect(await cluster.version()).toEqual({ rabbitmq: '3.10.8', erlang: '25.2.3' });
    await cluster.version();
    expect([b.requests.length, ran]).toEqual([1, []]);
  });

  it('is told by the target’s own tool where no node answers', async () => {
    const dead = await deadPort();
    const { cluster, ran } = await open({ cluster: 'prod' }, three([dead, dead, dead]), tools);
    expect(await cluster.version()).toEqual({ rabbitmq: '4.0.5', erlang: '27.3.4.1' });
    expect(ran[0]).toContain('--node a@lap');
  });

  it('is told by the own tool where guest was only our default and is refused', async () => {
    const a = await broke({ name: 'a@lap', status: 401 });
    const nobody = three([a.port, a.port, a.port]).replace(', username = "ops", password = "pw"', '');
    const { cluster } = await open({ cluster: 'prod' }, nobody, tools);
    expect(await cluster.version()).toEqual({ rabbitmq: '4.0.5', erlang: '27.3.4.1' });
    const target = await cluster.target();
    expect(await target.version()).toEqual({ rabbitmq: '4.0.5', erlang: '27.3.4.1' });
  });

  it('is not, where a login that was given is refused, nor with --api-only', async () => {
    const facts: BrokerFacts = { name: 'a@lap', status: 401 };
    const a = await broke(facts);
    const file = three([a.port, a.port, a.port]);
    const { cluster, ran } = await open({ cluster: 'prod' }, file, tools);
    await expect(cluster.version()).rejects.toMatchObject({ exitCode: 77 });
    const dead = await deadPort();
    const bound = await open({ cluster: 'prod', 'api-only': true }, three([dead, dead, dead]), tools);
    await expect(bound.cluster.version()).rejects.toThrow('no node of prod answers');
    expect([ran, bound.ran]).toEqual([[], []]);
    delete facts.status;
    expect(await cluster.version()).toMatchObject({ rabbitmq: '3.10.8' });
  });

  it('is the node’s own with -n', async () => {
    const other = await broke({ name: 'b@lap' });
    const file = three([await deadPort(), other.port, other.port]);
    const { cluster } = await open({ cluster: 'prod', node: 'a@lap' }, file, tools);
    expect(await cluster.version()).toMatchObject({ rabbitmq: '4.0.5' });
    expect(other.requests).toEqual([]);
  });
});

describe('who answered', () => {
  it('is the target while nobody has, then the node that did', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster } = await open({ cluster: 'prod' }, three([await deadPort(), b.port, b.port]));
    expect((await cluster.answering()).name).toBe('a@lap');
    await cluster.api.request('GET', path`whoami`);
    expect(await cluster.answering()).toBe(cluster.nodes[1]);
    expect((await cluster.target()).name).toBe('a@lap');
  });

  it('is the node of -n', async () => {
    const b = await broke({ name: 'b@lap' });
    const { cluster } = await open({ cluster: 'prod', node: 'b@lap' }, three([b.port, b.port, b.port]));
    await cluster.api.request('GET', path`whoami`);
    expect((await cluster.answering()).name).toBe('b@lap');
  });

  it('has a name, where only an address is known', async () => {
    const broker = await broke({ name: 'bunny@burrow' });
    const { cluster } = await open({ url: broker.url });
    await cluster.api.request('GET', path`whoami`);
    expect((await cluster.answering()).name).toBe('bunny@burrow');
  });
});
