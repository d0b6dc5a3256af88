import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunOptions } from '../../src/upgrade/run-options.js';
import type { StateName } from '../../src/upgrade/state-name.js';
import { powerOff } from './simulation/machine.js';
import { endedOf, openScene, type Scene, type SceneOptions } from './simulation/scene.js';
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

let scene: Scene | undefined;
function open(kind: RunOptions['kind'], more: SceneOptions = {}): Scene {
  scene = openScene({ ...more, options: { kind, overrides: [], ...more.options } });
  return scene;
}
afterEach(() => {
  expect(scene?.world.violations).toEqual([]);
  scene?.end();
});

const moments = ({ world }: Scene, what: RegExp) => world.story.flatMap((line) => what.exec(line)?.[1] ?? []);
const start: Partial<RunOptions> = { kind: 'start-cluster' };

function expectStopped(of: Scene): void {
  expect(of.world.nodes.map(({ service, registered }) => `${service} ${registered}`)).toEqual(
    of.world.nodes.map(() => 'inactive false'),
  );
  expect(of.world.nodes.map(({ stopRecord = '{}' }) => JSON.parse(stopRecord).done)).toEqual([true, true, true]);
  expect(of.world.parameters.size).toBe(0);
}

function expectStarted(of: Scene): void {
  expect(of.world.nodes.every(serves)).toBe(true);
  expect(of.world.nodes.flatMap(({ stopRecord }) => stopRecord ?? [])).toEqual([]);
  expect(of.world.parameters.size).toBe(0);
}

it('stops all in turn, and starts them the other way about; a second time there is nothing to do', async () => {
  const of = open('stop-cluster');
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectStopped(of);
  const stopped = moments(of, /(\S+) is stopped$/);
  expect(stopped).toHaveLength(3);
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain('"outcome":"nothing-to-do","message":"every node of simulated is stopped already');
  expect(await of.useWith('run', start)).toMatchObject({ code: 0 });
  expectStarted(of);
  expect(moments(of, /(\S+) is up$/)).toEqual(stopped.toReversed());
  expect(await of.useWith('run', start)).toMatchObject({ code: 0 });
  expect(endedOf(of)).toContain('"outcome":"nothing-to-do","message":"every node of simulated runs already"');
});

it('compares with how it was before the stop, wherever it is started from', async () => {
  const of = open('stop-cluster');
  await of.use('run');
  const [lost] = of.world.queues.splice(0, 1);
  expect(await of.useWith('run', { ...start, timeouts: { verify: 20 } })).toMatchObject({ code: 75 });
  expect(endedOf(of)).toContain(`queues that were there before are missing: ${lost?.name}`);
});

it('with Khepri all are started side by side', async () => {
  const of = open('stop-cluster', { shape: { old: '4.2.3-1', new: '4.2.3-1', khepri: true } });
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectStopped(of);
  expect(await of.useWith('run', start)).toMatchObject({ code: 0 });
  expectStarted(of);
  expect(moments(of, /\S+ (starts with|is up)/).slice(0, 4)).toEqual([
    'starts with',
    'starts with',
    'starts with',
    'is up',
  ]);
});

it('after a power cut nobody was the last: all are started side by side', async () => {
  const of = open('start-cluster');
  const { nodes } = of.world;
  const names = nodes.map(({ name }) => name);
  for (const node of nodes) powerOff(of.world, node);
  for (const node of nodes) Object.assign(node, { on: true, ranWith: names });
  expect(await of.use('run')).toMatchObject({ code: 0 });
  expectStarted(of);
});

describe('a stop is refused, and nothing is touched,', () => {
  const refused = async (of: Scene) => {
    const before = of.world.revision;
    expect(await of.use('run')).toMatchObject({ code: 69 });
    expect(endedOf(of)).toContain('"outcome":"blocked"');
    expect([of.world.revision, of.world.parameters.size]).toEqual([before, 0]);
  };

  it('where a machine is not reached', async () => {
    const of = open('stop-cluster');
    of.world.node('rabbit@mq2').sshCut = true;
    await refused(of);
  });

  it('where the cluster is partitioned', async () => {
    const of = open('stop-cluster');
    of.world.node('rabbit@mq2').apart = true;
    of.world.changed();
    await refused(of);
  });
});

describe('a start', () => {
  it('does not begin without the node that stopped last, and never forces one', async () => {
    const of = open('stop-cluster');
    await of.use('run');
    const last = moments(of, /(\S+) is stopped$/).at(-1) ?? '';
    of.world.node(last).sshCut = true;
    for (const overrides of [[], ['unreached-node']] as const) {
      const before = of.world.revision;
      expect(await of.useWith('run', { ...start, overrides })).toMatchObject({ code: 69 });
      expect(of.world.revision).toBe(before);
    }
    const told = of.told.filter((event) => event.event === 'verdict' && event.check === 'last-down');
    expect(JSON.stringify(told)).toContain(`may be ${last}, which is not reached`);
    expect(JSON.stringify(told)).toContain('Do not help yourself with force_boot');
  });

  it('leaves out another one when the operator says so', async () => {
    const of = open('stop-cluster');
    await of.use('run');
    const [first = ''] = moments(of, /(\S+) is stopped$/);
    of.world.node(first).sshCut = true;
    expect(await of.useWith('run', start)).toMatchObject({ code: 69 });
    expect(await of.useWith('run', { ...start, overrides: ['unreached-node'] })).toMatchObject({ code: 0 });
    expect(of.world.nodes.filter((node) => !serves(node)).map(({ name }) => name)).toEqual([first]);
  });

  it('that fails leaves the node stopped, says why, and is gone on with', async () => {
    const of = open('stop-cluster');
    await of.use('run');
    const node = of.world.node(moments(of, /(\S+) is stopped$/)[0] ?? '');
    node.mishaps.add('boot-fails');
    expect(await of.useWith('run', start)).toMatchObject({ code: 75 });
    expect(endedOf(of)).toContain(`the broker of ${node.name} does not start`);
    expect(endedOf(of)).toContain('Do not help yourself with force_boot');
    expect(node.service).toBe('inactive');
    node.mishaps.clear();
    expect(await of.useWith('resume', start)).toMatchObject({ code: 0 });
    expectStarted(of);
  });
});

describe('a run that dies', () => {
  const stops: readonly StateName[] = ['remember', 'gate', 'stop', 'prove-down', 'verify', 'release'];
  it.each(stops)('as it stops, in %s, is gone on with', async (state) => {
    const of = open('stop-cluster');
    expect(await of.use('run', { killedIn: state })).toMatchObject({ killed: true });
    expect(await of.use('resume')).toMatchObject({ code: 0 });
    expectStopped(of);
  });

  it.each(['stop', 'prove-down', 'verify'] as const)(
    'as it stops, in %s, is given up: all run again',
    async (state) => {
      const of = open('stop-cluster');
      await of.use('run', { killedIn: state });
      await of.sleep(120);
      expect(await of.use('abort')).toMatchObject({ code: 76 });
      expect(of.world.nodes.every(serves)).toBe(true);
      expect(of.world.parameters.size).toBe(0);
    },
  );

  it('with Khepri, when none runs any more, is given up as well', async () => {
    const of = open('stop-cluster', { shape: { old: '4.2.3-1', new: '4.2.3-1', khepri: true } });
    await of.use('run', { killedIn: 'verify' });
    expect(await of.use('abort')).toMatchObject({ code: 76 });
    expect(of.world.nodes.every(serves)).toBe(true);
  });

  it.each(['start', 'await-boot', 'verify', 'release'] as const)(
    'as it starts, in %s, is gone on with',
    async (state) => {
      const of = open('stop-cluster');
      await of.use('run');
      expect(await of.useWith('run', start, { killedIn: state })).toMatchObject({ killed: true });
      expect(await of.useWith('resume', start)).toMatchObject({ code: 0 });
      expectStarted(of);
    },
  );

  it('at any step is begun anew from elsewhere', { timeout: 120_000 }, async () => {
    // Which ones, another time others.
    for (let step = 1 + (Date.now() % 4); ; step += 4) {
      const of = open('stop-cluster');
      const { code } = await of.use('run', { killedAt: step });
      if (code === 0) break;
      const held = of.world.parameters.size;
      const running = of.world.nodes.some(serves);
      const action = held === 2 && running ? 'resume --take-over' : 'run';
      // Between the lock and the plan, or the other way about, somebody must look.
      if (held !== 1) expect({ step, ...(await of.use(action, {}, of.other)) }).toMatchObject({ step, code: 0 });
      if (held !== 1) expect(of.world.nodes.every(({ service }) => service === 'inactive')).toBe(true);
      expect(of.world.violations, `step ${step}`).toEqual([]);
      of.end();
    }
  });
});
