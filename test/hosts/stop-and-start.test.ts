import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { expectDone, runAndAct } from '../upgrade-hosts/run-with-fault.js';
import { UpgradeOperator } from '../upgrade-hosts/upgrade-operator.js';
import { asker } from '../upgrade-hosts/whole-cluster.js';
import { ensureCluster, runningMembers, toolSays } from './states.js';

/** A whole cluster: refused with nothing changed; killed in the middle and gone on with, when it stops and when it starts. */
withLab('trixie', 'a whole cluster is stopped and started', (lab) => {
  let [one, two] = [] as unknown as [LabHost, LabHost];
  let operator: UpgradeOperator;

  beforeAll(async () => {
    const [first, second] = lab().hosts;
    if (!first || !second) throw new Error('two hosts are needed');
    [one, two] = [first, second];
    await ensureCluster(one, two);
    operator = new UpgradeOperator(lab());
    const ask = asker(lab(), one);
    await ask('PUT', 'queues/%2F/outlives', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    const message = { routing_key: 'outlives', payload: 'x', payload_encoding: 'string', properties: {} };
    await ask('POST', 'exchanges/%2F/amq.default/publish', message);
  });
  afterAll(async () => {
    operator?.leave();
    await Promise.all(lab().hosts.map((host) => host.reset()));
  });

  const command = (...argv: readonly string[]) => operator.run('-n', one.node, ...argv);
  const serviceOf = async (host: LabHost) =>
    (await host.run(['systemctl', 'is-active', 'rabbitmq-server'])).stdout.trim();
  const services = () => Promise.all([one, two].map(serviceOf));
  const killedIn = (state: string, ...argv: readonly string[]) =>
    runAndAct(operator, ['-n', one.node, ...argv, '--yes'], { event: 'state', state }, async (child) =>
      child.kill('SIGKILL'),
    );

  test('a stop is refused where a machine is not reached: nothing is touched', async () => {
    await two.stopSsh();
    try {
      const { code, events } = await command('stop-cluster', '--yes');
      expect({ code, last: events.at(-1) }).toMatchObject({ code: 69, last: { outcome: 'blocked' } });
      const blockers = events.filter((event) => event.event === 'verdict' && event.level === 'blocker');
      expect(blockers).toMatchObject([{ check: 'reach', node: two.node }]);
      expect(await services()).toEqual(['active', 'active']);
      expect(await toolSays(one, 'list_global_parameters', '--quiet')).not.toContain('rabbitctl_');
    } finally {
      await two.startSsh();
    }
  });

  test('killed as a node stops, gone on with: all are down, and their machines know the order', async () => {
    await killedIn('prove-down', 'stop-cluster');
    expectDone(await command('stop-cluster', 'resume'));
    expect(await services()).toEqual(['inactive', 'inactive']);
    const { stdout } = await two.run(['cat', '/var/lib/rabbitmq/rabbitctl-stop.json']);
    expect(JSON.parse(stdout)).toMatchObject({ done: true, order: expect.arrayContaining([one.node, two.node]) });
    const again = await command('stop-cluster', '--yes');
    expect({ code: again.code, last: again.events.at(-1) }).toMatchObject({
      code: 0,
      last: { outcome: 'nothing-to-do' },
    });
  });

  test('started again, killed as the first one boots, gone on with: last down, first up, and nothing is lost', async () => {
    const { stdout } = await one.run(['cat', '/var/lib/rabbitmq/rabbitctl-stop.json']);
    const { order } = JSON.parse(stdout) as { readonly order: readonly string[] };
    const killed = await killedIn('start', 'start-cluster');
    expect(killed.events.find(({ event }) => event === 'started')).toMatchObject({ nodes: order.toReversed() });
    expectDone(await command('start-cluster', 'resume'));
    for (const host of [one, two]) expect(await runningMembers(host)).toEqual([one.node, two.node]);
    expect(
      await asker(lab(), one)('POST', 'queues/%2F/outlives/get', {
        ...{ count: 1, ackmode: 'ack_requeue_false', encoding: 'auto' },
      }),
    ).toMatchObject([{ payload: 'x' }]);
    expect((await one.run(['test', '-e', '/var/lib/rabbitmq/rabbitctl-stop.json'])).code).toBe(1);
    expect(await toolSays(one, 'list_global_parameters', '--quiet')).not.toContain('rabbitctl_');
    const again = await command('start-cluster', '--yes');
    expect({ code: again.code, last: again.events.at(-1) }).toMatchObject({
      code: 0,
      last: { outcome: 'nothing-to-do' },
    });
  });
});
