import { expect, it } from 'vitest';
import type { BrokerProbe } from '../../src/ssh/broker-service.js';
import type { JobState } from '../../src/ssh/launcher.js';
import type { Installed } from '../../src/ssh/packages/package-manager.js';
import type { Engine } from '../../src/upgrade/engine.js';
import type { Member } from '../../src/upgrade/member.js';
import { nodeContext } from '../../src/upgrade/node-context.js';
import { isReplaced, lookAt } from '../../src/upgrade/node-facts.js';
import type { NodePlan } from '../../src/upgrade/plan.js';

const noon = 1_795_600_000;
const runs: BrokerProbe = { service: 'active', instance: 'b:1:1', startedAt: noon, processes: 1, registered: true };
const down: BrokerProbe = {
  service: 'inactive',
  instance: undefined,
  startedAt: undefined,
  processes: 0,
  registered: false,
};
const old: Installed = { version: '4.0.5-1', rabbitmq: '4.0.5', installedAt: noon - 9000, held: false, packages: [] };
const fresh: Installed = { ...old, version: '4.0.9-1', rabbitmq: '4.0.9', installedAt: noon + 100 };
const restarted: BrokerProbe = { ...runs, instance: 'b:2:2', startedAt: noon + 200 };

it.each<[string, BrokerProbe, Installed | undefined, boolean]>([
  ['a node with the old package', runs, old, false],
  ['one that was not restarted after the installation', runs, fresh, false],
  ['one that was started after it', restarted, fresh, true],
  ['one that was started in the same second', { ...restarted, startedAt: noon + 99 }, fresh, true],
  ['one that is down', down, fresh, false],
  ['one that says itself that it runs another version', { ...restarted, version: '4.0.5' }, fresh, false],
  ['in a restart: the same process', runs, undefined, false],
  ['in a restart: another process', restarted, undefined, true],
])('%s is replaced or not', (_, probe, installed, replaced) => {
  expect(isReplaced(probe, 'b:1:1', installed, '4.0.9-1')).toBe(replaced);
});

interface Shown {
  readonly probe: BrokerProbe;
  readonly installed?: Installed;
  readonly jobs?: Readonly<Record<string, JobState>>;
  readonly drained?: boolean;
}

function lookAtNode({ probe, installed = old, jobs = {}, drained = false }: Shown) {
  const of = (name: string, request: () => unknown): Member =>
    ({ name, node: { name, api: { request: async () => request() }, host: {} } }) as unknown as Member;
  const peer = of('rabbit@mq2', () => [{ name: 'rabbit@mq1', running: true, being_drained: drained }]);
  const member: Member = {
    ...of('rabbit@mq1', () => []),
    service: { probe: async () => probe, stopArgv: [], startArgv: [] },
    launcher: { state: async (name: string) => jobs[name.split('-').at(-1) ?? ''] ?? { state: 'absent' } },
    packages: { installed: async () => installed },
  } as unknown as Member;
  const plan = { name: 'rabbit@mq1', instance: 'b:1:1', candidate: '4.0.9-1' } as NodePlan;
  const engine = {
    ...{ run: 'r', members: [member, peer], plan: { options: { kind: 'upgrade', timeouts: {} } } },
  } as unknown as Engine;
  return lookAt(nodeContext(engine, member, plan, 'gate'));
}

const running: JobState = { state: 'running' };
const failed: JobState = { state: 'failed', code: 1 };

it.each<[string, Shown, string]>([
  ['runs as before', { probe: runs }, 'untouched'],
  ['is drained', { probe: runs, drained: true }, 'drained'],
  ['crashed and is started again by systemd', { probe: { ...down, service: 'activating' } }, 'untouched'],
  ['is told to stop', { probe: runs, jobs: { stop: running } }, 'stopping'],
  ['stops', { probe: { ...runs, service: 'deactivating' } }, 'stopping'],
  ['is stopped', { probe: down }, 'down'],
  ['failed', { probe: { ...down, service: 'failed' } }, 'down'],
  ['is told to start', { probe: down, installed: fresh, jobs: { start: running } }, 'starting'],
  ['boots the new version', { probe: { ...restarted, service: 'activating' }, installed: fresh }, 'starting'],
  [
    'fails to boot again and again',
    { probe: { ...down, service: 'activating' }, installed: fresh, jobs: { start: failed } },
    'starting',
  ],
  ['runs the new version', { probe: restarted, installed: fresh }, 'replaced'],
])('a node that %s', async (_, shown, phase) => {
  expect(await lookAtNode(shown)).toMatchObject({ phase });
});

it.each<[string, Shown, boolean]>([
  ['the old package', { probe: down }, false],
  ['the new one', { probe: down, installed: fresh }, true],
  ['half of it', { probe: down, installed: { ...fresh, version: '4.0.9-1 (half-configured)' } }, false],
  ['the new one while its installation goes on', { probe: down, installed: fresh, jobs: { install: running } }, false],
  ['the new one though its installation failed', { probe: down, installed: fresh, jobs: { install: failed } }, false],
])('%s is the target on the disk or not', async (_, shown, onTarget) => {
  expect(await lookAtNode(shown)).toMatchObject({ onTarget });
});

it('a node that was drained after its restart is told so', async () => {
  expect(await lookAtNode({ probe: restarted, installed: fresh, drained: true })).toMatchObject({
    phase: 'replaced',
    drained: true,
  });
});
