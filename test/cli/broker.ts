import type { ServerResponse } from 'node:http';
import { bodyOf, json, type Serving, serve } from '../api/servers.js';

export interface Seen {
  readonly method: string;
  /** Decoded, without the query: `queues/%2F` stays, for `/` would split it. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What stands for an answer: a value is JSON with 200, a number a status alone, a function does as it likes. */
export type Answer = number | object | ((response: ServerResponse, seen: Seen) => unknown);

export interface Broker extends Serving {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** `PUT vhosts/a`, in order. */
  requests(): readonly string[];
}

const overview = {
  node: 'rabbit@mq1',
  rabbitmq_version: '4.0.5',
  management_version: '4.0.5',
  erlang_version: '27.2',
  cluster_name: 'lab',
};

/** A node's management listener as a table: `'GET queues/%2F': [...]`. What is not in it does not exist. */
export async function broker(answers: Readonly<Record<string, Answer>> = {}): Promise<Broker> {
  const seen: Seen[] = [];
  const all: Readonly<Record<string, Answer>> = { 'GET overview': overview, ...answers };
  const server = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://broker');
    const text = await bodyOf(request);
    const one: Seen = {
      method: request.method ?? '',
      path: pathname.replace('/api/', ''),
      query: Object.fromEntries(searchParams),
      body: text === '' ? undefined : JSON.parse(text),
    };
    seen.push(one);
    const answer = all[`${one.method} ${one.path}`] ?? 404;
    if (typeof answer === 'function') await answer(response, one);
    else if (typeof answer === 'number') refuse(response, answer);
    else json(response, answer);
  });
  const requests = () => seen.map(({ method, path }) => `${method} ${path}`);
  return { ...server, url: `http://127.0.0.1:${server.port}`, seen, requests };
}

/** A status with the words that RabbitMQ has for it. */
export function refuse(response: ServerResponse, status: number, reason?: string): void {
  const words: Readonly<Record<number, readonly [string, string]>> = {
    400: ['bad_request', 'bad'],
    401: ['not_authorized', 'Login failed'],
    403: ['not_authorized', 'Access refused.'],
    404: ['Object Not Found', 'Not Found'],
  };
  if (status < 300) {
    response.writeHead(status).end();
    return;
  }
  const [error, text] = words[status] ?? ['error', 'error'];
  json(response, { error, reason: reason ?? text }, status);
}
