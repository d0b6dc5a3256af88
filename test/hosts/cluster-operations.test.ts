import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunEvent } from '../../src/upgrade/event.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withLab } from '../lab/with-lab.js';
import { expectDone, runAndAct } from '../upgrade-hosts/run-with-fault.js';
import { type Ran, UpgradeOperator } from '../upgrade-hosts/upgrade-operator.js';
import { asker } from '../upgrade-hosts/whole-cluster.js';
import { ensureAlone, ensureCluster, members, runningMembers, toolSays } from './states.js';

/** Operations on one node: refused with nothing changed, killed in the middle and gone on with, and a second time nothing to do. */
withLab('trixie', 'one node of a cluster', (lab) => {
  let [one, two, three] = [] as unknown as [LabHost, LabHost, LabHost];
  let operator: UpgradeOperator;

  beforeAll(async () => {
    const [first, second, third] = lab().hosts;
    if (!first || !second || !third) throw new Error('three hosts are needed');
    [one, two, three] = [first, second, third];
    await Promise.all([ensureCluster(one, two), ensureAlone(three)]);
    operator = new UpgradeOperator(lab());
  });
  afterAll(async () => {
    operator?.leave();
    await Promise.all(lab().hosts.map((host) => host.reset()));
  });

  const killedIn = (state: string, ...argv: readonly string[]) =>
    runAndAct(operator, [...argv, '--yes'], { event: 'state', state }, async (child) => child.kill('SIGKILL'));
  const queue = (host: LabHost, method: string, name: string, type?: string) =>
    asker(lab(), host)(
      method,
      `queues/%2F/${name}`,
      type === undefined ? undefined : { durable: true, arguments: { 'x-queue-type': type } },
    );
  const seenBy = async (...hosts: readonly LabHost[]) => {
    const views = await Promise.all(hosts.map(async (host) => [await members(host), await runningMembers(host)]));
    return views.map(([all = [], running = []]) => `${all.length} ${running.length}`);
  };
  const parameters = () => toolSays(one, 'list_global_parameters', '--quiet');

  test('add-node: refused for a queue that it would lose, which is named', async () => {
    await queue(three, 'PUT', 'of-its-own', 'classic');
    const [blocker, ...more] = blockersOf(await operator.run('add-node', three.node, '--yes'));
    expect(more).toEqual([]);
    expect(blocker).toMatchObject({ check: 'newcomer-data', override: 'data-loss' });
    expect(blocker?.message).toContain('of-its-own');
    expect(await seenBy(one, two, three)).toEqual(['2 2', '2 2', '1 1']);
    expect(await toolSays(three, 'list_queues', 'name', '--quiet')).toContain('of-its-own');
    expect(await parameters()).not.toContain('rabbitctl_');
  });

  test('add-node: killed as it joins, gone on with: all see three', async () => {
    await killedIn('join', 'add-node', three.name, '--allow-data-loss');
    expectDone(await operator.run('add-node', 'resume'));
    expect(await seenBy(one, two, three)).toEqual(['3 3', '3 3', '3 3']);
    expect(await parameters()).not.toContain('rabbitctl_');
    expect(outcomeOf(await operator.run('add-node', three.node, '--yes'))).toBe('0 nothing-to-do');
  });

  test('drain-node: killed as it empties, gone on with: its peers see it drained, and a second run has nothing to do', async () => {
    // Who has just joined may still be behind as a replica of the stream coordinator.
    const plan = () => operator.run('drain-node', 'plan', two.node, '--allow-unavailable-queues');
    await until('all replicas to be there', async () => (await plan()).code === 0);
    await killedIn('verify-drain', 'drain-node', two.node, '--allow-unavailable-queues');
    expectDone(await operator.run('drain-node', 'resume'));
    for (const host of [one, three]) {
      const { maintenance_status } = JSON.parse(await toolSays(host, 'cluster_status', '--formatter', 'json'));
      expect(maintenance_status[two.node]).toBe('marked for maintenance');
    }
    expect(outcomeOf(await operator.run('drain-node', two.node, '--yes'))).toBe('0 nothing-to-do');
    await two.tool('rabbitmq-upgrade', ['revive']);
  });

  test('remove-node: refused for what is on that node alone, by name', async () => {
    await Promise.all(['plain-1', 'plain-2'].map((name) => queue(three, 'PUT', name, 'classic')));
    await queue(three, 'PUT', 'kept', 'quorum');
    const blocked = blockersOf(await operator.run('remove-node', three.node, '--yes'));
    expect(blocked).toMatchObject([{ check: 'only-copy', node: three.node, override: 'queue-loss' }]);
    for (const name of ['plain-1', 'plain-2']) expect(blocked[0]?.message).toContain(name);
    expect(blocked[0]?.message).not.toContain('kept');
    expect(await seenBy(one, two, three)).toEqual(['3 3', '3 3', '3 3']);
    await Promise.all(['plain-1', 'plain-2'].map((name) => queue(three, 'DELETE', name)));
  });

  test('remove-node: killed as it leaves, gone on with: nothing of it is left', async () => {
    await killedIn('leave', 'remove-node', three.node);
    expectDone(await operator.run('remove-node', 'resume'));
    expect(await seenBy(one, two)).toEqual(['2 2', '2 2']);
    expect(await toolSays(one, 'list_queues', 'name', '--quiet')).toContain('kept');
    expect(await toolSays(one, 'list_queues', 'members', '--quiet')).not.toContain(three.node);
    expect((await three.run(['systemctl', 'is-active', 'rabbitmq-server'])).stdout.trim()).toBe('inactive');
    expect(await parameters()).not.toContain('rabbitctl_');
    expect(outcomeOf(await operator.run('remove-node', three.node, '--yes'))).toBe('0 nothing-to-do');
  });
});

type Blocker = Extract<RunEvent, { event: 'verdict' }>;

function blockersOf({ code, stderr, events }: Ran): readonly Blocker[] {
  expect({ code, stderr }).toMatchObject({ code: 69 });
  return events.filter((event): event is Blocker => event.event === 'verdict' && event.level === 'blocker');
}

function outcomeOf({ code, events }: Ran): string {
  const last = events.at(-1);
  return `${code} ${last?.event === 'ended' ? last.outcome : last?.event}`;
}
