import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkAborted, checkDone } from './final-checks.js';
import { openScene, patch, type Scene, type SceneOptions, series } from './scene.js';

vi.mock('node:fs/promises', () => import('./files-at-once.js'));
vi.mock('../../../src/upgrade/open-members.js', async () => ({
  openMembers: (await import('./simulated-cluster.js')).openSimulatedMembers,
}));
vi.mock('../../../src/upgrade/lock-record.js', async (original) => ({
  ...(await original<typeof import('../../../src/upgrade/lock-record.js')>()),
  thisOwner: (await import('./owner.js')).thisSimulatedOwner,
}));

const held = new Map(['rabbit@mq1', 'rabbit@mq2', 'rabbit@mq3'].map((name) => [name, false]));
let depth = 0;
beforeEach(() => {
  depth = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
});
afterEach(() => {
  Error.stackTraceLimit = depth;
});

const first = Number(process.env.RABBITCTL_SEED ?? Date.now());
/** RABBITCTL_SCHEDULES=8 takes every single one. */
const stride = Math.max(1, Math.round(8 / Number(process.env.RABBITCTL_SCHEDULES ?? 1)));

/** What is done at the steps at which the tool reaches out of itself, until a run ends before that step. */
async function atEveryStep(
  options: SceneOptions,
  act: (scene: Scene, step: number) => Promise<'ended before' | 'went on'>,
): Promise<number> {
  for (let step = 1 + (first % stride); ; step += stride) {
    const scene = openScene(options);
    try {
      const went = await act(scene, step);
      expect(scene.world.violations, `step ${step}\n${scene.world.story.slice(-60).join('\n')}`).toEqual([]);
      if (went === 'ended before') return Math.floor(step / stride);
    } finally {
      scene.end();
    }
  }
}

const asked = { kind: 'upgrade', hold: false } as Parameters<typeof checkDone>[1];

describe.each([
  ['a patch', { shape: patch }],
  ['a new series', { shape: series }],
])('%s', (_, options) => {
  it('killed at any step, resumed: done, nothing twice', { timeout: 300_000 }, async () => {
    const steps = await atEveryStep(options, async (scene, step) => {
      const { killed, code: whole } = await scene.use('run', { killedAt: step });
      if (whole === 0) return 'ended before';
      expect(killed).toBe(true);
      await scene.sleep(step % 3 === 0 ? 0 : step % 50);
      // Without a journal there is but the lock, if that.
      const [first, second] = Math.floor(step / stride) % 2 === 0 ? [scene.one, scene.other] : [scene.other, scene.one];
      const again = first === scene.one ? 'resume' : 'resume --take-over';
      let { code } = await scene.use(scene.world.parameters.size === 0 ? 'run' : again, {}, first);
      if (code !== 0)
        ({ code } = await scene.use(scene.world.parameters.size < 2 ? 'run' : 'resume --take-over', {}, second));
      if (code !== 0 && scene.world.parameters.size < 2) return 'went on';
      expect(code, `step ${step}\n${scene.world.story.slice(-60).join('\n')}`).toBe(0);
      checkDone(scene.world, asked, held, true);
      return 'went on';
    });
    console.log(`killed at ${steps} steps`);
  });

  it('killed or interrupted at any step, aborted: in service', { timeout: 300_000 }, async () => {
    const steps = await atEveryStep(options, async (scene, step) => {
      const ending = await scene.use('run', step % 2 === 0 ? { killedAt: step } : { interruptedAt: step });
      if (ending.code === 0) return 'ended before';
      // A stop, an installation or a start that is under way comes to its end first.
      await scene.sleep(400);
      if (scene.world.parameters.size < 2) return 'went on';
      const { code } = await scene.use('abort --take-over');
      expect(code, `step ${step}\n${scene.world.story.slice(-60).join('\n')}`).toBe(76);
      checkAborted(scene.world, asked, held);
      return 'went on';
    });
    console.log(`stopped at ${steps} steps`);
  });
});
