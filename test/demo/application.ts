import { connect } from 'amqplib';

/** Two durable queues with ten persistent messages each, confirmed by the broker. */
export async function publishSome(url: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue('two.orders', { durable: true });
  await channel.assertQueue('audit', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  for (const queue of ['two.orders', 'audit']) {
    for (let number = 1; number <= 10; number++)
      channel.sendToQueue(queue, Buffer.from(`message ${number}`), { persistent: true });
  }
  await channel.waitForConfirms();
  await connection.close();
}
