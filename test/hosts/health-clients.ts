import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'amqplib';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { toolSays } from './states.js';

/** AMQP clients that make a node have something to tell. */
export async function clientsOf(lab: Lab, first: LabHost) {
  await toolSays(first, 'set_permissions', lab.username, '.*', '.*', '.*');
  const open = async () => {
    const { address: hostname } = first;
    const opened = await connect({ hostname, username: lab.username, password: lab.password, protocol: 'amqp' });
    // The node goes away under it.
    opened.on('error', () => {});
    return opened;
  };
  const connection = await open();
  const channel = await connection.createChannel();
  return {
    /** Three messages, two of them taken and not acknowledged. */
    longQueue: async () => {
      await channel.assertQueue('long', { durable: true });
      for (let count = 0; count < 3; count++) channel.sendToQueue('long', Buffer.from('x'));
      await channel.prefetch(2);
      await channel.consume('long', () => {});
    },
    replicatedQueue: () =>
      channel.assertQueue('replicated', { durable: true, arguments: { 'x-queue-type': 'quorum' } }),
    /** Deprecated: neither durable nor exclusive. */
    transientQueue: () => channel.assertQueue('transient', { durable: false }),
    /** Connections and channels that come and go, until it is stopped. */
    churn: () => {
      let going = true;
      const ended = (async () => {
        while (going) {
          const brief = await open();
          await brief.createChannel();
          await brief.close();
          await wait(200);
        }
      })();
      // Told by stop; where the test fails before, its own failure is what counts.
      ended.catch(() => {});
      return {
        stop: async () => {
          going = false;
          await ended;
        },
      };
    },
    close: () => connection.close().catch(() => {}),
  };
}
