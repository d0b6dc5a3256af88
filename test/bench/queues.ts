import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';

/** Leaves the cluster with so many classic queues, `bench-000001` …, spread over its nodes as RabbitMQ spreads them. */
export async function fillWithQueues(lab: Lab, count: number): Promise<void> {
  const piece = 10_000;
  for (let from = await counted(lab); from < count; from += piece) {
    const queues = Array.from({ length: Math.min(piece, count - from) }, (_, index) => ({
      ...{ name: `bench-${String(from + index + 1).padStart(6, '0')}`, vhost: '/', durable: true, auto_delete: false },
      arguments: { 'x-queue-type': 'classic' },
    }));
    await ask(lab, 'POST', 'definitions', JSON.stringify({ queues }));
  }
  await until(`${count} queues`, async () => (await counted(lab)) >= count);
}

/** Totals of the overview, which lags by its statistics, would tell less. */
async function counted(lab: Lab): Promise<number> {
  const answer = await ask(lab, 'GET', 'queues?page=1&page_size=1&disable_stats=true');
  return ((await answer.json()) as { readonly total_count: number }).total_count;
}

async function ask(lab: Lab, method: string, path: string, body?: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const url = `http://${lab.hosts[0]?.address}:15672/api/${path}`;
  const answer = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(600_000),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
