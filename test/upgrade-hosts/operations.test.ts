import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { members, runningMembers, toolSays } from '../hosts/states.js';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { until } from '../lab/until.js';
import { withOwnLab } from '../lab/with-own-lab.js';
import { expectDone, runAndAct } from './run-with-fault.js';
import { UpgradeOperator } from './upgrade-operator.js';
import { asker } from './whole-cluster.js';

const releases = [
  ['bullseye', '3.8.9'],
  ['bookworm', '3.10.8'],
  ['trixie', '4.0.5'],
  ['forky', '4.3.6'],
] as const;

/** Four hosts of each release: a cluster is made of them, a node is replaced, alive and dead, one is removed, all are stopped. */
for (const [suite, release] of releases) {
  withOwnLab({ suite, hosts: 4, prefix: `o${suite[0]}${suite[1]}` }, `RabbitMQ ${release}`, (lab) =>
    operations(lab, release),
  );
}

function operations(lab: () => Lab, release: string): void {
  let hosts: readonly [LabHost, LabHost, LabHost, LabHost];
  let operator: UpgradeOperator;

  beforeAll(async () => {
    const [one, two, three, four] = lab().hosts;
    if (!one || !two || !three || !four) throw new Error('four hosts are needed');
    hosts = [one, two, three, four];
    await lab().reset();
    operator = new UpgradeOperator(lab());
  });
  afterAll(() => operator?.leave());

  const command = (...argv: readonly string[]) => operator.run('-n', hosts[0].node, ...argv);
  const killedIn = (state: string, ...argv: readonly string[]) =>
    runAndAct(operator, ['-n', hosts[0].node, ...argv, '--yes'], { event: 'state', state }, async (child) =>
      child.kill('SIGKILL'),
    );
  const expectMembers = async (...all: readonly LabHost[]) => {
    const names = all.map(({ node }) => node).toSorted();
    for (const host of all) expect([await members(host), await runningMembers(host)]).toEqual([names, names]);
    expect(await toolSays(hosts[0], 'list_global_parameters', '--quiet')).not.toContain('rabbitctl_');
  };
  const file = (name: string, text: string) => {
    const path = join(operator.home, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const queue = (host: LabHost, name: string, type: string, more = {}) =>
    asker(lab(), host)('PUT', `queues/%2F/${name}`, { durable: true, arguments: { 'x-queue-type': type, ...more } });
  /** By name; 3.8.9's own tool does not tell them. */
  const replicas = async (host: LabHost): Promise<Readonly<Record<string, readonly string[]>>> => {
    const rows = (await asker(lab(), host)('GET', 'queues?columns=name,members')) as {
      readonly name: string;
      readonly members?: readonly string[];
    }[];
    return Object.fromEntries(rows.map(({ name, members: places = [] }) => [name, places]));
  };
  const replicated = release === '3.8.9' ? ['quorum'] : ['quorum', 'stream'];

  test('create-cluster: another cookie is refused; with it brought, killed in the import, gone on with', async () => {
    const [one, two, three] = hosts;
    for (const host of [two, three]) await host.run(['sh', '-c', anotherCookie]);
    const refused = await command('create-cluster', one.node, two.node, three.node, '--yes');
    expect(refused.code).toBe(69);
    expect(refused.events).toContainEqual(expect.objectContaining({ check: 'cookie', level: 'blocker' }));
    const definitions = file('definitions.json', JSON.stringify({ vhosts: [{ name: 'shop' }] }));
    const password = file('password', 'a-secret-of-the-test');
    const gifts = [
      '--definitions',
      definitions,
      '--admin',
      'boss',
      '--admin-password-file',
      password,
      '--guest',
      'delete',
    ];
    const all = ['create-cluster', one.node, two.node, three.node, '--sync-cookie', '--name', 'made', ...gifts];
    await killedIn('import', ...all);
    expectDone(await command('create-cluster', 'resume'));
    await expectMembers(one, two, three);
    const cookies = await Promise.all([one, two, three].map((host) => host.run(['sh', '-c', cookieFacts])));
    expect(new Set(cookies.map(({ stdout }) => stdout)).size).toBe(1);
    expect(cookies[0]?.stdout).toContain('rabbitmq 400');
    const users = await toolSays(one, 'list_users', '--quiet');
    expect(users).toMatch(/boss\s+\[administrator\]/);
    expect(users).not.toContain('guest');
    expect(await toolSays(one, 'list_vhosts', '--quiet')).toContain('shop');
    const again = await command(...all, '--yes');
    expect({ code: again.code, last: again.events.at(-1) }, again.stderr).toMatchObject({
      code: 0,
      last: { outcome: 'nothing-to-do' },
    });
  });

  test('replace-node: a classic queue that is there alone stands against it, by name', async () => {
    const [, , three, four] = hosts;
    await queue(three, 'lonely', 'classic');
    const { code, events } = await command('replace-node', three.node, four.node, '--yes');
    expect(code).toBe(69);
    const [blocker] = events.filter((event) => event.event === 'verdict' && event.level === 'blocker');
    expect(blocker).toMatchObject({ check: 'only-copy', message: expect.stringContaining('lonely') });
    expect(await members(four)).toEqual([four.node]);
    await asker(lab(), three)('DELETE', 'queues/%2F/lonely');
  });

  test('replace-node: killed while replicas are filled, gone on with: they are on the new node, and nothing is lost', async () => {
    const [one, two, three, four] = hosts;
    const ask = asker(lab(), one);
    for (const type of replicated) await queue(three, `kept-${type}`, type);
    await queue(three, 'single', 'quorum', { 'x-quorum-initial-group-size': 1 });
    const message = { payload: 'x', payload_encoding: 'string', properties: {} };
    for (const key of ['kept-quorum', 'single']) {
      expect(await ask('POST', 'exchanges/%2F/amq.default/publish', { ...message, routing_key: key })).toEqual({
        routed: true,
      });
    }
    await killedIn('await-sync', 'replace-node', three.node, four.node);
    expectDone(await command('replace-node', 'resume'));
    await expectMembers(one, two, four);
    const places = await replicas(one);
    expect(Object.values(places).flat()).not.toContain(three.node);
    for (const name of [...replicated.map((type) => `kept-${type}`), 'single'])
      expect(places[name]).toContain(four.node);
    for (const key of ['kept-quorum', 'single']) {
      const got = await ask('POST', `queues/%2F/${key}/get`, {
        count: 1,
        ackmode: 'ack_requeue_true',
        encoding: 'auto',
      });
      expect(got).toMatchObject([{ payload: 'x' }]);
    }
  });

  test('replace-node: one whose machine has no power, by one that is fresh', async () => {
    const [one, two, three, four] = hosts;
    await asker(lab(), one)('DELETE', 'queues/%2F/single');
    await fresh(three);
    await four.powerOff();
    await seenDown(one, four);
    const refused = await command('replace-node', four.node, three.node, '--yes');
    expect(refused.code).toBe(69);
    expect(refused.events).toContainEqual(expect.objectContaining({ check: 'leaver', override: 'unreached-node' }));
    const ended = await command(
      'replace-node',
      four.node,
      three.node,
      '--allow-unreached-node',
      '--sync-cookie',
      '--yes',
    );
    expectDone(ended);
    await expectMembers(one, two, three);
    const left = Object.entries(await replicas(one)).filter(([, nodes]) => nodes.includes(four.node));
    const told = ended.events.filter(({ event }) => event === 'warning').map((event) => JSON.stringify(event));
    // Its stream coordinator asks the dead one to stop the replica, every ten seconds and for good.
    const keepsTheDead = release === '3.10.8';
    expect(left.map(([name]) => name)).toEqual(keepsTheDead ? ['kept-stream'] : []);
    expect(told.some((text) => text.includes('among the replicas of kept-stream'))).toBe(keepsTheDead);
    // Of four replicas, one of them gone, a second one that is down would be too many.
    if (keepsTheDead) await asker(lab(), one)('DELETE', 'queues/%2F/kept-stream');
  });

  test('remove-node: a dead one, killed in the middle and gone on with', async () => {
    const [one, two, three] = hosts;
    await three.powerOff();
    await seenDown(one, three);
    const refused = await command('remove-node', three.node, '--yes');
    expect(refused.code).toBe(69);
    expect(await members(one)).toContain(three.node);
    await killedIn('forget', 'remove-node', three.node, '--allow-unreached-node');
    expectDone(await command('remove-node', 'resume'));
    await expectMembers(one, two);
    expect(Object.values(await replicas(one)).flat()).not.toContain(three.node);
  });

  test('stop-cluster and start-cluster, each killed in the middle and gone on with', async () => {
    const [one, two] = hosts;
    await killedIn('prove-down', 'stop-cluster');
    expectDone(await command('stop-cluster', 'resume'));
    for (const host of [one, two]) {
      expect((await host.run(['systemctl', 'is-active', 'rabbitmq-server'])).stdout.trim()).toBe('inactive');
    }
    await killedIn('start', 'start-cluster');
    expectDone(await command('start-cluster', 'resume'));
    await expectMembers(one, two);
  });

  /** The others know it; that may take as long as the net tick. */
  const seenDown = (by: LabHost, host: LabHost) =>
    until(`${by.name} sees ${host.name} down`, async () => !(await runningMembers(by)).includes(host.node));
}

/** As it was before it was ever a member. */
async function fresh(host: LabHost): Promise<void> {
  await host.reset();
}

const anotherCookie = `
systemctl stop rabbitmq-server && hostname | sha256sum | cut -c1-20 > /var/lib/rabbitmq/.erlang.cookie && systemctl start rabbitmq-server
`;
const cookieFacts = 'cd /var/lib/rabbitmq && sha256sum .erlang.cookie && stat -c "%U %a" .erlang.cookie';
