import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { expectDone, runAndAct } from '../upgrade-hosts/run-with-fault.js';
import { type Ran, UpgradeOperator } from '../upgrade-hosts/upgrade-operator.js';
import { asker } from '../upgrade-hosts/whole-cluster.js';
import { ensureCluster, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

/** What is taken of a real cluster, compared with it, and put back. */
withLab('trixie', 'backup, restore and definitions of a cluster', (lab) => {
  let [one, two] = [] as unknown as [LabHost, LabHost];
  let operator: UpgradeOperator;
  let place = '';
  const backup = () => join(place, 'backup');

  beforeAll(async () => {
    [one, two] = lastHosts(lab());
    await ensureCluster(one, two);
    operator = new UpgradeOperator(lab());
    place = mkdtempSync(join(tmpdir(), 'rabbitctl-backup-'));
    await ask('PUT', 'queues/%2F/orders', { durable: true, arguments: { 'x-max-length': 10 } });
    await ask('PUT', 'policies/%2F/ttl', { pattern: '^x', definition: { 'message-ttl': 1000 }, 'apply-to': 'queues' });
    await two.run(['sh', '-c', `echo '-----BEGIN PRIVATE KEY-----' > /etc/rabbitmq/tls.pem`]);
  });
  afterAll(async () => {
    operator?.leave();
    if (place !== '') rmSync(place, { recursive: true, force: true });
    await Promise.all(lab().hosts.map((host) => host.reset()));
  });

  const ask = (method: string, path: string, body?: object) => asker(lab(), one)(method, path, body);
  /** Of this cluster: the config file lists hosts that are none of its members. */
  const run = (...argv: readonly string[]) => operator.run('-n', one.node, ...argv);
  const parameters = () => toolSays(one, 'list_global_parameters', '--quiet');
  const last = ({ code, events }: Ran) => {
    const event = events.at(-1);
    return `${code} ${event?.event === 'ended' ? event.outcome : event?.event}`;
  };

  test('backup: plan writes nothing; then all is there, for its owner alone, without private keys', async () => {
    expect((await run('backup', 'plan', backup())).code).toBe(0);
    expect(existsSync(backup())).toBe(false);
    const { code, stdout, stderr } = await run('backup', backup());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { manifest } = JSON.parse(stdout);
    expect(manifest).toEqual(JSON.parse(readFileSync(join(backup(), 'manifest.json'), 'utf8')));
    expect(manifest.nodes.map(({ name }: { name: string }) => name)).toEqual([one.node, two.node]);
    expect(manifest.nodes[1]).toMatchObject({
      leftOut: ['/etc/rabbitmq/tls.pem'],
      files: expect.arrayContaining([expect.objectContaining({ path: '/etc/rabbitmq/enabled_plugins' })]),
    });
    const modes = ['.', 'manifest.json', 'definitions.json', `nodes/${two.node}/configuration.tar.gz`];
    expect(modes.map((file) => (statSync(join(backup(), file)).mode & 0o777).toString(8))).toEqual([
      '700',
      '600',
      '600',
      '600',
    ]);
    expect((await run('backup', backup())).code).toBe(65);
  });

  test('diff-definitions: 0 for its own cluster, by whichever node; 1 when it has changed', async () => {
    expect(await run('diff-definitions', backup())).toMatchObject({ code: 0 });
    expect(await run('diff-definitions', backup(), two.node)).toMatchObject({ code: 0 });
    await ask('DELETE', 'queues/%2F/orders');
    const { code, stdout } = await run('diff-definitions', backup());
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 1,
      differences: [{ kind: 'queues', vhost: '/', name: 'orders', change: 'removed' }],
    });
  });

  test('restore: refused for a file that is not as it was, with nothing changed', async () => {
    const file = join(backup(), 'definitions.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text} `);
    const { code, events } = await run('restore', backup(), '--definitions', '--yes');
    writeFileSync(file, text);
    expect({ code, events }).toMatchObject({
      code: 69,
      events: expect.arrayContaining([
        expect.objectContaining({ event: 'verdict', check: 'checksums', level: 'blocker' }),
      ]),
    });
    expect(await toolSays(one, 'list_queues', 'name', '--quiet')).not.toContain('orders');
    expect(await parameters()).not.toContain('rabbitctl_');
    // Nor the data of nodes that run.
    expect((await run('restore', backup(), '--data', '--yes')).code).toBe(65);
  });

  test('restore: killed as it writes files, gone on with; then all is as it was, and a second time nothing is to be done', async () => {
    await ask('DELETE', 'policies/%2F/ttl');
    await two.run([
      'sh',
      '-c',
      'cp -p /etc/rabbitmq/rabbitmq.conf /root; echo "# changed" >> /etc/rabbitmq/rabbitmq.conf',
    ]);
    const argv = ['-n', one.node, 'restore', backup(), '--definitions', '--configuration', '--yes'];
    await runAndAct(operator, argv, { event: 'state', state: 'put-files' }, async (child) => child.kill('SIGKILL'));
    expectDone(await run('restore', 'resume'));
    expect(await run('diff-definitions', backup())).toMatchObject({ code: 0 });
    const same =
      'cmp /etc/rabbitmq/rabbitmq.conf /root/rabbitmq.conf && stat -c %U:%a /etc/rabbitmq/rabbitmq.conf /root/rabbitmq.conf | uniq | wc -l';
    expect((await two.run(['sh', '-c', same])).stdout.trim()).toBe('1');
    expect(await parameters()).not.toContain('rabbitctl_');
    expect(last(await operator.run(...argv))).toBe('0 nothing-to-do');
  });

  test('restore: files that came since are told, and whoever would lose their own password is refused', async () => {
    const late = '/etc/rabbitmq/conf.d/90-late.conf';
    await two.run(['sh', '-c', `mkdir -p /etc/rabbitmq/conf.d; echo '# late' > ${late}`]);
    const plan = await run('restore', 'plan', backup(), '--configuration');
    await two.run(['rm', late]);
    const verdicts = (ran: Ran) => JSON.parse(ran.stdout).verdicts;
    expect(verdicts(plan)).toContainEqual(
      expect.objectContaining({
        check: 'files',
        level: 'warning',
        node: two.node,
        message: expect.stringContaining(late),
      }),
    );
    const { username } = lab();
    const user = (await ask('GET', `users/${username}`)) as { readonly password_hash: string };
    // The same password with another salt: no run can know that it is the same.
    await ask('PUT', `users/${username}`, { password: lab().password, tags: 'administrator' });
    const refused = await run('restore', backup(), '--definitions', '--yes');
    await ask('PUT', `users/${username}`, { password_hash: user.password_hash, tags: 'administrator' });
    expect(refused.code).toBe(69);
    expect(refused.events).toContainEqual(
      expect.objectContaining({ check: 'definitions', level: 'blocker', message: expect.stringContaining(username) }),
    );
    expect(await parameters()).not.toContain('rabbitctl_');
  });

  test('import_definitions: a queue that is otherwise is told before and after, and the exit code is that of the tool', async () => {
    const file = join(place, 'conflict.json');
    const queue = { name: 'orders', vhost: '/', durable: true, auto_delete: false, arguments: { 'x-max-length': 99 } };
    writeFileSync(file, JSON.stringify({ queues: [queue, { ...queue, name: 'new' }] }));
    const dry = await run('import_definitions', file, '--dry-run');
    expect(JSON.parse(dry.stdout)).toMatchObject({ added: [{ name: 'new' }], changed: [], kept: [{ name: 'orders' }] });
    expect(await toolSays(one, 'list_queues', 'name', '--quiet')).not.toContain('new');
    const { code, stderr } = await run('import_definitions', file);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringContaining('queue orders in / was there already'),
    });
    expect((await run('import_definitions', file, '--verify')).code).toBe(69);
    expect(await toolSays(one, 'list_queues', 'name', 'arguments', '--quiet')).toContain('10');
  });

  test('rebalance-leaders: what it says is what moves, and then nothing is left to move', async () => {
    const given = { 'x-queue-type': 'quorum', 'x-queue-leader-locator': 'client-local' };
    const names = ['r1', 'r2', 'r3', 'r4'];
    for (const name of names) await ask('PUT', `queues/%2F/${name}`, { durable: true, arguments: given });
    const plan = await untilMoves(() => run('rebalance-leaders', 'plan'), 2);
    expect(plan).toMatchObject({ most: 2, nodes: { [one.node]: 4, [two.node]: 0 }, stuck: [] });
    expect((await run('rebalance-leaders')).code).toBe(64);
    const { code, stdout } = await run('rebalance-leaders', '--yes');
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      ...{ code: 0, after: { [one.node]: 2, [two.node]: 2 }, leaderless: [] },
      moved: [
        { from: one.node, to: two.node },
        { from: one.node, to: two.node },
      ],
    });
    expect(JSON.parse((await run('rebalance-leaders', '--yes')).stdout)).toMatchObject({ moves: [] });
  });
});

/** What queues tell of themselves is up to five seconds old. */
async function untilMoves(ask: () => Promise<Ran>, count: number): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    const plan = JSON.parse((await ask()).stdout) as { readonly moves: readonly unknown[] };
    if (plan.moves.length === count || tries === 20) return plan;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
