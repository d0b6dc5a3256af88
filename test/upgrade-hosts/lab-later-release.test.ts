import { expect, test } from 'vitest';
import { packagesOf, presentPackages, versionIn } from '../lab/packages.js';
import { publish } from '../lab/repository.js';
import { withOwnLab } from '../lab/with-own-lab.js';

withOwnLab({ suite: 'bullseye', hosts: 1, prefix: 'ul' }, 'a repository with the next Debian release', (lab) => {
  test('takes a host to its RabbitMQ and back, without a network', async () => {
    const [host] = lab().hosts;
    const present = await presentPackages('bullseye');
    const later = await packagesOf('bullseye', 'bookworm');
    await publish(lab(), [...present, ...later]);
    const install = async (files: readonly string[]) => {
      const wanted = await Promise.all(files.map(async (file) => `${packageIn(file)}=${await versionIn(file)}`));
      const done = await host?.run([...aptInstall, ...wanted]);
      expect(done).toMatchObject({ code: 0 });
    };
    await install(later.filter((file) => packageIn(file) === 'rabbitmq-server'));
    expect(await host?.awaitBroker()).toMatch(/^3\.10\./);
    await host?.stopBroker();
    await host?.run(['find', '/var/lib/rabbitmq/mnesia', '-mindepth', '1', '-delete']);
    await install(present);
    await host?.reset();
    expect(await host?.awaitBroker()).toBe(lab().version);
  });
});

const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
const aptInstall = [...apt, 'install', '--yes', '-q', '--allow-downgrades'];

const packageIn = (file: string): string => file.replace(/^.*\//, '').replace(/_.*$/, '');
