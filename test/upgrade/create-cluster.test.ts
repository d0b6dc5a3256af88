import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { killedAtAnyStep } from './simulation/killed-at-any-step.js';
import { endedOf, openScene, type Scene } from './simulation/scene.js';
import { serves } from './simulation/world.js';

vi.mock('node:fs/promises', () => import('./simulation/files-at-once.js'));
vi.mock('../../src/upgrade/open-members.js', async () => {
  const cluster = await import('./simulation/simulated-cluster.js');
  return { openMembers: cluster.openSimulatedMembers, openOutsiders: cluster.openSimulatedOutsiders };
});
vi.mock('../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./simulation/owner.js')).thisSimulatedOwner,
}));

const all = ['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'];
let scene: Scene | undefined;
/** Three nodes, each by itself. */
function open(more: Partial<RunOptions> = {}): Scene {
  scene = openScene({ options: { kind: 'create-cluster', nodes: all, overrides: [], ...more } });
  scene.world.queues.length = 0;
  for (const name of all.slice(1)) scene.world.strangers.add(name);
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const joins = ({ world }: Scene) => world.story.flatMap((line) => /(\S+): join_cluster$/.exec(line)?.[1] ?? []);

function expectFormed(of: Scene): void {
  expect(of.world.strangers.size).toBe(0);
  expect(of.world.nodes.every(serves)).toBe(true);
  expect(of.world.parameters.size).toBe(0);
}

it('the others join the first one in turn, and it gets its name', async () => {
  const of = open({ clusterName: 'prod' });
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectFormed(of);
  expect(joins(of)).toEqual(['rabbit@mq2', 'rabbit@mq3']);
  expect(of.world.clusterName).toBe('prod');
  expect(endedOf(of)).toContain('rabbit@mq1, rabbit@mq2, rabbit@mq3 are one cluster, by the word of each');
});

it('the second time there is nothing to do', async () => {
  const of = open();
  await of.use('run');
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain('"outcome":"nothing-to-do"');
  expect(of.world.revision).toBe(before);
});

it('a node that is a member already has no turn', async () => {
  const of = open();
  of.world.strangers.delete('rabbit@mq2');
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectFormed(of);
  expect(joins(of)).toEqual(['rabbit@mq3']);
});

it('what stands against one of them stands against all: no node is touched', async () => {
  const of = open();
  of.world.node('rabbit@mq3').ownQueues = ['orders'];
  const before = of.world.revision;
  expect(await of.use('run')).toMatchObject({ code: 69 });
  expect([of.world.revision, of.world.parameters.size, of.world.strangers.size]).toEqual([before, 0, 2]);
});

it('nodes that join must reach each other, too', async () => {
  const of = open();
  of.world.node('rabbit@mq3').ways.push('closed mq2:25672');
  expect(await of.use('run')).toMatchObject({ code: 69 });
  expect(of.world.strangers.size).toBe(2);
});

it('all get the cookie of the first one', async () => {
  const of = open({ syncCookie: true });
  for (const name of all.slice(1)) of.world.node(name).cookie = `of ${name}`;
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectFormed(of);
  expect(of.world.nodes.map(({ cookie }) => cookie)).toEqual(['one', 'one', 'one']);
});

const states: readonly StateName[] = ['reset', 'join', 'start-app', 'await-rejoin', 'verify'];
it.each(states)('a run that dies in %s is gone on with', async (state) => {
  const of = open();
  expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  expectFormed(of);
  expect(joins(of)).toEqual(['rabbit@mq2', 'rabbit@mq3']);
});

it('a run that dies at any step is gone on with, here or elsewhere', { timeout: 120_000 }, () =>
  killedAtAnyStep(open, 5),
);

it('a join that fails leaves the others alone, and is gone on with', async () => {
  const of = open();
  of.world.node('rabbit@mq2').mishaps.add('join-fails');
  expect(await of.use('run')).toMatchObject({ code: 75 });
  expect(endedOf(of)).toContain('"rabbit@mq2":"half-way","rabbit@mq3":"to-do"');
  expect(joins(of)).toEqual([]);
  expect(await of.use('resume')).toMatchObject({ code: 0 });
  expectFormed(of);
});

describe('what else it gets', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-gifts-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const gifts = (): Partial<RunOptions> => ({
    ...{ clusterName: 'prod', admin: 'boss', adminPasswordFile: file('password', 'of the boss\n'), guest: 'delete' },
    definitions: file('definitions.json', '{"vhosts":[{"name":"shop"}]}'),
  });
  function expectGiven(of: Scene): void {
    expectFormed(of);
    expect(of.world.clusterName).toBe('prod');
    expect([...of.world.users]).toEqual([['boss', { password: 'of the boss', tags: 'administrator' }]]);
    expect([...of.world.vhosts]).toEqual(['shop']);
    expect(JSON.stringify([of.world.story, of.told])).not.toContain('of the boss');
  }

  it('is given once: the second time there is nothing to do', async () => {
    const of = open(gifts());
    expect(await of.use('run')).toMatchObject({ code: 0, error: undefined });
    expectGiven(of);
    const before = of.world.story.length;
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect(endedOf(of)).toContain('"outcome":"nothing-to-do"');
    expect(of.world.story.slice(before).join()).not.toContain('user boss');
  });

  it('is given to a cluster that is one already, and its password is asked for', async () => {
    const of = open({ admin: 'boss' });
    of.world.strangers.clear();
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect(of.world.users.get('boss')).toEqual({ password: 'a secret', tags: 'administrator' });
  });

  it('a user that is there keeps its password', async () => {
    const of = open(gifts());
    of.world.users.set('boss', { password: 'old', tags: 'monitoring' });
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect(of.world.users.get('boss')).toEqual({ password: 'old', tags: 'monitoring,administrator' });
  });

  it('guest gets another password, once', async () => {
    const of = open({ guest: 'change-password', guestPasswordFile: file('guest', 'another\n') });
    expect(await of.use('run')).toMatchObject({ code: 0 });
    expect(of.world.users.get('guest')?.password).toBe('another');
    await of.use('run');
    expect(endedOf(of)).toContain('"outcome":"nothing-to-do"');
  });

  it('without its password file nothing is touched but the lock', async () => {
    const of = open({ ...gifts(), adminPasswordFile: join(directory, 'nowhere') });
    expect(await of.use('run')).toMatchObject({ code: 75 });
    expect(endedOf(of)).toContain('cannot be read: ENOENT');
    expect(of.world.strangers.size).toBe(2);
  });

  it.each(['name', 'import', 'admin', 'verify', 'release', 'guest'] as const)(
    'a run that dies in %s is gone on with',
    async (state) => {
      const of = open(gifts());
      expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
      expect(await of.use('resume')).toMatchObject({ code: 0 });
      expectGiven(of);
    },
  );
});
