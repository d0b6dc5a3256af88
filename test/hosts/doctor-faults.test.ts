import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { closePort, openPorts } from '../lab/firewall.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { openToAll, speakTls } from './management-port.js';
import { Operator } from './operator.js';
import { ensureCluster, outputOf } from './states.js';
import { lastHosts } from './two-hosts.js';

interface Item {
  readonly name: string;
  readonly state: string;
  readonly says: string;
}

withLab('trixie', 'what doctor finds of ports, disks and machines', (lab: () => Lab) => {
  let first: LabHost;
  let second: LabHost;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    [first, second] = lastHosts(lab());
    await ensureCluster(first, second);
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });
  afterAll(() => Promise.all([first.reset(), second.reset()]));

  const sh = async (host: LabHost, line: string) => outputOf(line, await host.run(['sh', '-ec', line]));

  /** What is not well of the second node, `--url` or `ssh` being these. */
  const doctor = async (api = {}, ssh = {}) => {
    const operator = new Operator(lab(), { hosts: [first, second], api, ssh });
    const { code, stdout } = await operator.run('doctor', '--json', '--timeout', '4', second.node);
    operator.leave();
    const [node] = (JSON.parse(stdout) as { nodes: { first: Item | null; branches: { items: Item[] }[] }[] }).nodes;
    const items = (node?.branches ?? []).flatMap((branch) => branch.items);
    const of = (wanted: string) =>
      items.filter(({ state }) => state === wanted).map(({ name, says }) => `${name}: ${says}`);
    return { code, first: node?.first?.name, failed: of('failed'), warned: of('warning') };
  };

  test('ports that firewalls close: that of the other node from there, HTTP from here', async () => {
    undo.push(
      () => openPorts(first.name),
      () => openPorts(second.name),
    );
    await closePort(first.name, 25672);
    await closePort(second.name, 15672);
    const { first: reason, failed } = await doctor();
    expect({ reason, failed }).toEqual({
      reason: first.node,
      failed: [
        `${first.node}: ${first.name} (${first.address}) cannot be reached at port 25672`,
        expect.stringMatching(/^port: 15672 on .*: no answer in 5 s$/),
      ],
    });
  });

  test('another clock, a disk that is full, root only with a password', async () => {
    const date = '/usr/local/bin/date';
    const small = '/var/lib/rabbitmq/mnesia';
    undo.push(() =>
      sh(second, `rm -f ${date}; umount ${small}; [ ! -e /root/sudoers ] || mv /root/sudoers /etc/sudoers.d/ops`),
    );
    await sh(second, `printf '#!/bin/sh\\nexec /usr/bin/date -d "+1 hour" "$@"\\n' > ${date}; chmod 755 ${date}`);
    // Over the data of the broker that runs, which has its files open and is stopped by nobody meanwhile.
    await sh(second, `mount -t tmpfs -o size=8m tmpfs ${small}`);
    const { code, failed, warned } = await doctor();
    expect({ code, failed }).toEqual({ code: 69, failed: [expect.stringMatching(/^disk: 8 MB free/)] });
    expect(warned).toContainEqual(expect.stringMatching(/^clock: (3600|3599)\.\d s ahead of this machine$/));
    await sh(second, 'mv /etc/sudoers.d/ops /root/sudoers');
    const shut = await doctor();
    expect({ first: shut.first, failed: shut.failed }).toEqual({
      first: 'root',
      failed: [expect.stringContaining('sudo')],
    });
  });

  test('HTTP from here: no such name, something else, a certificate that has expired', async () => {
    expect(await doctor({ url: 'http://mq.invalid:15672' })).toMatchObject({ code: 69, first: 'name' });
    expect(await doctor({ url: 'http://{host}:22' })).toMatchObject({ code: 69, first: 'HTTP' });
    const directory = '/var/lib/rabbitmq';
    const dates = '-not_before 20240101000000Z -not_after 20240102000000Z';
    const files = `-keyout ${directory}/old.key -out ${directory}/old.pem`;
    await sh(
      second,
      `openssl req -x509 -newkey rsa:2048 -nodes ${dates} -subj /CN=old ${files}; chown rabbitmq ${directory}/old.*`,
    );
    undo.push(() => openToAll(second));
    await speakTls(second, `${directory}/old.pem`, `${directory}/old.key`);
    const { first: reason, failed } = await doctor({ url: 'https://{host}:15671' });
    expect({ reason, failed }).toEqual({
      reason: 'TLS',
      failed: [expect.stringMatching(/^TLS: the certificate of .*15671/)],
    });
  });

  test('a configuration that the broker does not understand: the service, and the log says why', async () => {
    await second.stopBroker();
    await sh(second, 'echo "no_such_key = 1" >> /etc/rabbitmq/rabbitmq.conf');
    await second.run(['systemctl', 'start', 'rabbitmq-server']);
    const { first: reason, failed } = await doctor();
    expect(reason).toBe('service');
    expect(failed.join('\n')).toMatch(/service: rabbitmq-server is (failed|still starting)/);
  });
});
