import { type ConfirmChannel, connect } from 'amqplib';
import { expect, test } from 'vitest';
import { runningMembers } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import { saveCluster } from '../lab/saved-cluster.js';
import { withLab } from '../lab/with-lab.js';

withLab('trixie', 'a saved cluster', (lab) => {
  test('is laid back with its members, files and messages, on hosts that are off or cut off by then', async () => {
    const { hosts } = lab();
    const [first, second, third] = hosts;
    if (!first || !second || !third) throw new Error('three hosts are needed');
    await lab().reset();
    await lab().formCluster();
    await second.run(['sh', '-c', 'echo before > /etc/canary']);
    await publishOne(lab(), 'kept');
    const saved = await saveCluster(lab());
    await first.ctl('purge_queue', 'kept');
    await second.run(['sh', '-c', 'rm /etc/canary; echo after > /etc/other']);
    await third.ctl('stop_app');
    await third.ctl('reset');
    await third.partitionFrom([first]);
    await first.powerOff();
    await saved.layBack();
    const all = hosts.map(({ node }) => node);
    for (const host of hosts) expect(await runningMembers(host)).toEqual(all);
    expect(await takeOne(lab(), 'kept')).toBe('message');
    expect((await second.run(['cat', '/etc/canary', '/etc/other'])).stdout).toBe('before\n');
  });
});

/** A quorum queue with one message. */
function publishOne(lab: Lab, queue: string): Promise<void> {
  return withChannel(lab, async (channel) => {
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    channel.sendToQueue(queue, Buffer.from('message'), { persistent: true });
    await channel.waitForConfirms();
  });
}

function takeOne(lab: Lab, queue: string): Promise<string | undefined> {
  return withChannel(lab, async (channel) => {
    const message = await channel.get(queue, { noAck: true });
    return message ? message.content.toString() : undefined;
  });
}

async function withChannel<T>(lab: Lab, work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await connect(`amqp://${lab.username}:${lab.password}@${lab.hosts[0]?.address}`);
  try {
    return await work(await connection.createConfirmChannel());
  } finally {
    await connection.close();
  }
}
