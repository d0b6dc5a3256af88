import { connect } from 'amqplib';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';

/** AMQP connections with a channel each, spread over the nodes, as many as asked; ended by the function that it resolves to. */
export async function openConnections(lab: Lab, count: number): Promise<() => Promise<void>> {
  await lab.hosts[0]?.ctl('set_permissions', lab.username, '.*', '.*', '.*');
  const opened: Awaited<ReturnType<typeof connect>>[] = [];
  while (opened.length < count) {
    const piece = Array.from({ length: Math.min(50, count - opened.length) }, (_, index) => {
      const { address: hostname = '' } = lab.hosts[(opened.length + index) % lab.hosts.length] ?? {};
      return connect({ protocol: 'amqp', hostname, username: lab.username, password: lab.password, heartbeat: 0 });
    });
    const connections = await Promise.all(piece);
    await Promise.all(connections.map((connection) => connection.createChannel()));
    opened.push(...connections);
  }
  await until(`${count} connections with statistics`, async () => (await counted(lab)) >= count);
  return async () => {
    await Promise.all(opened.map((connection) => connection.close()));
    await until('no connection any more', async () => (await counted(lab)) === 0);
  };
}

async function counted(lab: Lab): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  const url = `http://${lab.hosts[0]?.address}:15672/api/connections?columns=user`;
  const answer = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(60_000) });
  return ((await answer.json()) as { readonly user?: string }[]).filter(({ user }) => user !== undefined).length;
}
