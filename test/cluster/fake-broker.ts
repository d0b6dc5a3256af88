import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeBroker {
  readonly port: number;
  readonly url: string;
  /** `GET /api/overview?…`, as they came. */
  readonly requests: string[];
  close(): Promise<void>;
}

export interface BrokerFacts {
  readonly name: string;
  readonly members?: readonly string[];
  readonly listeners?: readonly object[];
  /** Answers with this status instead. */
  status?: number;
  rabbitmq?: string;
  /** Takes requests and never answers. */
  readonly silent?: boolean;
}

/** A management API on 127.0.0.1 that answers for one node. */
export async function fakeBroker(facts: BrokerFacts): Promise<FakeBroker> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (facts.silent) return;
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const answers: Readonly<Record<string, unknown>> = {
      '/api/overview': {
        node: facts.name,
        rabbitmq_version: facts.rabbitmq ?? '3.10.8',
        erlang_version: '25.2.3',
        listeners: facts.listeners ?? [],
      },
      '/api/nodes': (facts.members ?? [facts.name]).map((name) => ({ name })),
      '/api/whoami': { name: 'guest', from: facts.name },
    };
    const status = facts.status ?? (answers[path] === undefined ? 404 : 200);
    const refusal =
      status === 401 ? { error: 'not_authorized', reason: 'Login failed' } : { error: 'x', reason: 'because' };
    const body = status === 200 ? answers[path] : refusal;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A port on which nothing listens. */
export async function deadPort(): Promise<number> {
  const broker = await fakeBroker({ name: 'nobody' });
  await broker.close();
  return broker.port;
}
