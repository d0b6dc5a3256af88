import { expect } from 'vitest';
import { endedOf, type Scene } from './scene.js';

/** Runs what is blocked: all nodes are as they were, and nobody holds a lock. */
export async function expectRefused(scene: Scene): Promise<void> {
  const { world } = scene;
  const before = [world.revision, 0, world.strangers.size];
  expect(await scene.use('run')).toMatchObject({ code: 69 });
  expect(endedOf(scene)).toContain('"outcome":"blocked"');
  expect([world.revision, world.parameters.size, world.strangers.size]).toEqual(before);
}
