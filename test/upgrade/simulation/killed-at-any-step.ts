import { expect } from 'vitest';
import type { Scene } from './scene.js';

/**
 * A run that is killed at each step of its own is gone on with, here or elsewhere, and breaks nothing. Of every `stride`
 * steps one is tried, another time others. `open` makes the scene anew.
 */
export async function killedAtAnyStep(open: () => Scene, stride: number): Promise<void> {
  for (let step = 1 + (Date.now() % stride), elsewhere = false; ; step += stride, elsewhere = !elsewhere) {
    const of = open();
    const { code } = await of.use('run', { killedAt: step });
    if (code === 0) break;
    const locked = of.world.parameters.size === 2;
    const { code: then, error } = locked
      ? await of.use('resume --take-over', {}, elsewhere ? of.other : of.one)
      : await of.use('run');
    // Between the lock and the plan, or the other way about, somebody must look.
    if (of.world.parameters.size !== 1) expect({ step, code: then, error }).toEqual({ step, code: 0 });
    expect(of.world.violations, `step ${step}`).toEqual([]);
    of.end();
  }
}
