import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'amqplib';
import { expect, test } from 'vitest';
import { withLab } from '../lab/with-lab.js';
import { startTraffic } from '../traffic/traffic.js';

withLab('trixie', 'traffic', (lab) => {
  test('goes on while one broker dies and others are stopped, and tells of messages that somebody takes away', async () => {
    await lab().reset();
    await lab().formCluster();
    const { username, password, hosts } = lab();
    const addresses = hosts.map(({ address }) => address);
    const arguments_ = { 'x-queue-type': 'quorum' };
    const traffic = await startTraffic({
      ...{ addresses, username, password },
      queues: ['kept', 'robbed'].map((name) => ({ name, arguments: arguments_ })),
    });
    for (const host of hosts) {
      await (host === hosts[0] ? host.killBroker() : host.stopBroker());
      await wait(1000);
      await host.startBroker();
    }
    await rob(`amqp://${username}:${password}@${addresses[0]}`, 'robbed');
    const [kept, robbed] = await traffic.stop();
    expect(kept).toMatchObject({ queue: 'kept', missing: [], consumed: kept?.confirmed });
    expect(kept?.confirmed).toBeGreaterThan(500);
    expect(kept?.reconnects).toBeGreaterThan(0);
    expect(robbed?.missing.length).toBeGreaterThan(0);
  });
});

/** Takes messages of others for a second. */
async function rob(url: string, queue: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.consume(queue, () => {}, { noAck: true });
  await wait(1000);
  await connection.close();
}
