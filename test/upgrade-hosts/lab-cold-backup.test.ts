import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outputOf, runningMembers } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { withOwnLab } from '../lab/with-own-lab.js';
import { expectDone, runAndAct } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';
import { asker, expectWhole } from './whole-cluster.js';

/** The data of a whole cluster: copied one node at a time while it serves, and put back while it is stopped. */
withLab('trixie', 'a cold backup', (lab) => coldBackup(lab, false));
for (const [suite, release] of [
  ['bookworm', '3.10.8'],
  ['forky', '4.3.6'],
] as const) {
  withOwnLab({ suite, hosts: 3, prefix: `cb${suite[0]}` }, `a cold backup with secrets, RabbitMQ ${release}`, (lab) =>
    coldBackup(lab, true),
  );
}

function coldBackup(lab: () => Lab, withSecrets: boolean): void {
  let hosts: readonly LabHost[] = [];
  let operator: UpgradeOperator;
  let place = '';
  const queues = ['classic', 'quorum'];

  beforeAll(async () => {
    hosts = lab().hosts;
    await lab().reset();
    await lab().formCluster();
    operator = new UpgradeOperator(lab());
    place = mkdtempSync(join(tmpdir(), 'rabbitctl-cold-'));
    for (const host of hosts) outputOf('a key', await host.run(['sh', '-c', makeKey]));
    for (const type of queues) {
      await ask('PUT', `queues/%2F/${type}`, { durable: true, arguments: { 'x-queue-type': type } });
      await ask('POST', 'exchanges/%2F/amq.default/publish', {
        ...{ routing_key: type, payload: 'kept', payload_encoding: 'string', properties: { delivery_mode: 2 } },
      });
    }
  });
  afterAll(async () => {
    operator?.leave();
    if (place !== '') rmSync(place, { recursive: true, force: true });
    await lab().reset();
  });

  const ask = (method: string, path: string, body?: object) => {
    const [first] = hosts;
    if (first === undefined) throw new Error('a host is needed');
    return asker(lab(), first)(method, path, body);
  };

  test('killed as it starts the first node, and gone on with: every node was copied, and all is well', async () => {
    const secrets = withSecrets ? ['--with-secrets'] : [];
    const argv = ['backup', join(place, 'cold'), '--cold', ...secrets, '--allow-unavailable-queues', '--yes'];
    await runAndAct(operator, argv, { event: 'state', state: 'start' }, async (child) => child.kill('SIGKILL'));
    expectDone(await operator.run('backup', 'resume'));
    await expectWhole(lab());
    const manifest = JSON.parse(readFileSync(join(place, 'cold', 'manifest.json'), 'utf8'));
    const leftOut = withSecrets ? [] : [key];
    expect(manifest).toMatchObject({
      withSecrets,
      nodes: hosts.map(({ node }) => ({ name: node, data: { sha256: expect.any(String) }, leftOut })),
    });
    for (const { node } of hosts) {
      const holds = (archive: string, file: string) =>
        execFileSync('tar', ['-tzf', join(place, 'cold', 'nodes', node, archive)], { encoding: 'utf8' }).includes(file);
      expect([holds('configuration.tar.gz', 'tls.key'), holds('data.tar.gz', '.erlang.cookie')]).toEqual([
        withSecrets,
        withSecrets,
      ]);
    }
  });

  test.runIf(withSecrets)('keys are put back, with their owner and mode', async () => {
    for (const host of hosts) outputOf('rm', await host.run(['rm', key]));
    expectDone(await operator.run('restore', join(place, 'cold'), '--configuration', '--yes'));
    for (const host of hosts) {
      const facts = await host.run([
        'sh',
        '-c',
        `stat -c '%U %a' ${key}; sha256sum ${key} /root/tls.key | cut -c1-64 | uniq | wc -l`,
      ]);
      expect(facts.stdout).toBe('rabbitmq 600\n1\n');
    }
  });

  test('put back: refused while a node runs, gone on with after a kill, and what came since is gone', async () => {
    await ask('DELETE', 'queues/%2F/quorum');
    await ask('PUT', 'queues/%2F/later', { durable: true });
    const argv = ['restore', join(place, 'cold'), '--data', '--yes'];
    expect((await operator.run(...argv)).code).toBe(69);
    await Promise.all(hosts.map((host) => host.run(['systemctl', 'stop', 'rabbitmq-server'])));
    await runAndAct(operator, argv, { event: 'node-done' }, async (child) => child.kill('SIGKILL'));
    const { code, events } = await operator.run(...argv);
    expect({ code, last: events.at(-1) }).toMatchObject({ code: 0, last: { event: 'ended', outcome: 'done' } });
    // The data have the lock of the run that copied them, which goes with the start.
    expectDone(await operator.run('start-cluster', '--yes'));
    expect(await ask('GET', 'global-parameters')).not.toContainEqual(
      expect.objectContaining({ name: expect.stringMatching(/^rabbitctl_/) }),
    );
    for (const host of hosts) expect(await runningMembers(host)).toEqual(hosts.map(({ node }) => node));
    const got = { count: 1, ackmode: 'ack_requeue_true', encoding: 'auto' };
    for (const type of queues)
      expect(await ask('POST', `queues/%2F/${type}/get`, got)).toMatchObject([{ payload: 'kept' }]);
    await expect(ask('GET', 'queues/%2F/later')).rejects.toThrow('404');
  });
}

const key = '/etc/rabbitmq/tls.key';
const makeKey = `openssl genpkey -algorithm ed25519 -out ${key} && chown rabbitmq ${key} && chmod 600 ${key} && cp ${key} /root/tls.key`;
