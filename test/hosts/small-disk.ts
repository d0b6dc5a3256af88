import type { LabHost } from '../lab/lab-host.js';
import { outputOf } from './states.js';

/**
 * The broker's data move to a file system of 200 MB, of which all but 20 MB are then taken: less than RabbitMQ wants.
 * The function takes that away again and leaves the broker stopped, with the data of before.
 */
export async function onSmallDisk(host: LabHost): Promise<() => Promise<void>> {
  const sh = async (line: string) => outputOf(line, await host.run(['sh', '-ec', line]));
  await host.stopBroker();
  await sh(`cd ${data}; mkdir /root/mnesia; cp -a . /root/mnesia; mount -t tmpfs -o size=200m tmpfs ${data}
cp -a /root/mnesia/. ${data}; chown rabbitmq:rabbitmq ${data}`);
  await host.startBroker();
  await sh(
    `free=$(df -Pk ${data} | awk 'NR==2 { print int($4 / 1024) - 20 }'); dd if=/dev/zero of=${data}/fill bs=1M count=$free status=none`,
  );
  return async () => {
    await host.stopBroker();
    await sh(`umount ${data}; rm -rf /root/mnesia`);
  };
}

const data = '/var/lib/rabbitmq/mnesia';
