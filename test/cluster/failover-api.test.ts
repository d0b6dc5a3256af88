import { describe, expect, it } from 'vitest';
import { openApi } from '../../src/api/client.js';
import { ApiUnavailable } from '../../src/api/errors.js';
import { type ManagementApi, path, type RequestOptions } from '../../src/api/management-api.js';
import { type Candidate, FailoverApi } from '../../src/cluster/failover-api.js';
import { NoNodeAnswers } from '../../src/cluster/no-node-answers.js';
import { CheckFailed, DataError, NotFound, NotPermitted, TimedOut, type Unavailable } from '../../src/errors.js';
import { json, serve } from '../api/servers.js';

const refused = () => new ApiUnavailable('refused', 'nothing listens on mq:15672', { reached: false });
const cut = () => new ApiUnavailable('cut', 'the connection was cut', { reached: true });

describe('whichever node answers', () => {
  it('is the first one, without a word', async () => {
    const { api, said, asked } = cluster({ a: 'A', b: 'B' });
    expect(await api.request('GET', path`queues`)).toBe('A');
    expect([said, asked]).toEqual([[], ['a GET']]);
  });

  it('is the next one for a read, with one line for each node that does not answer', async () => {
    const { api, said } = cluster({ a: refused(), b: cut(), c: 'C' });
    expect(await api.request('GET', path`queues`)).toBe('C');
    expect(said).toEqual([
      'a does not answer (connection refused): c answers instead',
      'b does not answer (connection cut): c answers instead',
    ]);
  });

  it('is asked first from then on, and nothing is said twice', async () => {
    const { api, said, asked } = cluster({ a: refused(), b: 'B' });
    await api.request('GET', path`queues`);
    await api.request('GET', path`queues`);
    expect(asked).toEqual(['a GET', 'b GET', 'b GET']);
    expect(said).toHaveLength(1);
    expect(api.url).toBe('http://b:15672');
  });

  it('gets a write that never left', async () => {
    const { api, asked } = cluster({ a: refused(), b: 'B' });
    expect(await api.request('PUT', path`queues`)).toBe('B');
    expect(asked).toEqual(['a PUT', 'b PUT']);
  });

  it.each(['PUT', 'POST', 'DELETE'] as const)('does not get a %s that may have happened', async (method) => {
    const { api, asked } = cluster({ a: cut(), b: 'B' });
    await expect(api.request(method, path`queues`)).rejects.toThrow('the connection was cut');
    expect(asked).toEqual([`a ${method}`]);
  });

  it.each([
    new NotPermitted('401'),
    new NotFound('404'),
    new DataError('400'),
    new CheckFailed('409'),
    new TimedOut('too long'),
  ])('is not looked for after %s', async (error) => {
    const { api, asked } = cluster({ a: error, b: 'B' });
    await expect(api.request('GET', path`queues`)).rejects.toBe(error);
    expect(asked).toEqual(['a GET']);
  });

  it('is named when it refuses', async () => {
    const { api, said } = cluster({ a: refused(), b: new NotFound('404') });
    await expect(api.request('GET', path`queues`)).rejects.toThrow('404');
    expect(said).toEqual(['a does not answer (connection refused): b answers instead']);
  });

  it('does not exist: one error names each node and why', async () => {
    const { api, said } = cluster({
      a: refused(),
      b: new ApiUnavailable('timeout', 'no', { reached: false }),
      c: cut(),
    });
    const error = await api.request('GET', path`queues`).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(NoNodeAnswers);
    expect(error).toMatchObject({
      message: 'no node of prod answers: a (connection refused), b (no connection in time), c (connection cut)',
      reached: true,
      exitCode: 69,
      why: 'refused',
    });
    expect(said).toEqual([]);
  });

  it('does not exist: TLS trouble is not hidden behind a closed port', async () => {
    const { api } = cluster({ a: refused(), b: new ApiUnavailable('tls', 'no', { reached: false }) });
    await expect(api.request('GET', path`queues`)).rejects.toMatchObject({ why: 'tls', reached: false });
  });

  it('is the only one: its error stands as it is', async () => {
    const error = refused();
    await expect(cluster({ a: error }).api.request('GET', path`queues`)).rejects.toBe(error);
  });

  it('is not said to be one whose deadline ran out', async () => {
    const { api, said } = cluster({ a: refused(), b: new TimedOut('too long') });
    await expect(api.request('GET', path`queues`)).rejects.toThrow('too long');
    expect(said).toEqual([]);
  });

  it('gets half of the time that is left, the last one all of it', async () => {
    const { api, limits } = cluster({ a: refused(), b: refused(), c: 'C' }, undefined, undefined, 8_000);
    await api.request('GET', path`queues`);
    await api.request('GET', path`queues`, { deadline: 100 });
    const rounded = limits.map(({ deadline, patience }) =>
      [deadline, patience].map((ms) => ms && Math.ceil(ms / 10) * 10),
    );
    expect(rounded.slice(0, 3)).toEqual([
      [8_000, 4_000],
      [8_000, 4_000],
      [8_000, undefined],
    ]);
    expect(rounded[3]).toEqual([100, 50]);
  });

  it('is given up after 30 s where there is no deadline, unless it is the last', async () => {
    const { api, limits } = cluster({ a: refused(), b: 'B' });
    await api.request('GET', path`queues`);
    expect(limits).toEqual([{ patience: 30_000 }, {}]);
  });

  it('is not looked for after Ctrl-C', async () => {
    const { api, asked } = cluster({ a: cut(), b: 'B' });
    await expect(api.request('GET', path`queues`, { signal: AbortSignal.abort() })).rejects.toThrow('cut');
    expect(asked).toEqual(['a GET']);
  });
});

describe('members that the settings do not name', () => {
  it('are learnt with the second answer, and take over', async () => {
    const answers: Answers = { a: 'A', b: 'B' };
    const { api, discovered, said } = cluster(answers, ['a']);
    await api.request('GET', path`queues`);
    expect(discovered()).toBe(0);
    await api.request('GET', path`queues`);
    await new Promise(setImmediate);
    expect(discovered()).toBe(1);
    answers.a = refused();
    expect(await api.request('GET', path`queues`)).toBe('B');
    expect(said).toEqual(['a does not answer (connection refused): b answers instead']);
  });
});

describe('close', () => {
  it('ends the search for members that is under way', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/api/whoami') json(response, {});
    });
    const node = openApi({
      url: `http://127.0.0.1:${port}`,
      username: 'ops',
      password: async () => 'pw',
      credentialsGiven: true,
    });
    const api = new FailoverApi({
      name: 'prod',
      candidates: [{ name: 'a', api: node }],
      discover: async (found) => {
        await found.request('GET', path`nodes`);
        return [];
      },
      warn: () => {},
    });
    for (let count = 0; count < 2; count++) await api.request('GET', path`whoami`);
    const started = performance.now();
    await api.close();
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('closes every node once, those found meanwhile too', async () => {
    const { api, closed } = cluster({ a: 'A', b: 'B' }, ['a']);
    await api.request('GET', path`queues`);
    await api.request('GET', path`queues`);
    await api.close();
    expect(closed).toEqual(['a', 'b']);
  });
});

describe('a stream', () => {
  it('goes to the next node before its first byte', async () => {
    const { api } = cluster({ a: refused(), b: 'B' });
    expect(await textOf(api.stream('GET', path`definitions`))).toBe('B');
  });

  it('does not after it', async () => {
    const { api, asked } = cluster({ a: 'A', b: 'B' }, undefined, cut());
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of api.stream('GET', path`definitions`)) chunks.push(Buffer.from(chunk).toString());
    })();
    await expect(reading).rejects.toThrow('cut');
    expect([chunks, asked]).toEqual([['A'], ['a GET']]);
  });
});

type Answers = Record<string, string | Error>;

/** One node a key: it answers with that text or fails with that error. */
function cluster(answers: Answers, named = Object.keys(answers), failsLater?: Unavailable, deadline?: number) {
  const said: string[] = [];
  const closed: string[] = [];
  const asked: string[] = [];
  const limits: RequestOptions[] = [];
  let discoveries = 0;
  const answer = (name: string, method: string): string => {
    asked.push(`${name} ${method}`);
    const given = answers[name];
    if (given instanceof Error) throw given;
    return given ?? '';
  };
  const candidate = (name: string): Candidate => ({
    name,
    api: {
      url: `http://${name}:15672`,
      request: async (method, _path, options) => {
        limits.push(options ?? {});
        return answer(name, method);
      },
      async *stream(method) {
        yield Buffer.from(answer(name, method));
        if (failsLater) throw failsLater;
      },
      async *items() {
        yield [answer(name, 'GET')];
        if (failsLater) throw failsLater;
      },
      close: async () => {
        closed.push(name);
      },
    } satisfies ManagementApi,
  });
  const api = new FailoverApi({
    name: 'prod',
    candidates: named.map(candidate),
    discover: async () => {
      discoveries += 1;
      return Object.keys(answers).map(candidate);
    },
    warn: (line) => said.push(line),
    deadline,
  });
  return { api, said, asked, closed, limits, discovered: () => discoveries };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += Buffer.from(chunk).toString();
  return text;
}
