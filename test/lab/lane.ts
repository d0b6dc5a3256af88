import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { labRoot } from './places.js';

/**
 * The place (0, 1 …) of the first of these sets of hosts that no other process uses; waits until one is free. It is
 * this process's until it ends: vitest's own numbers of workers will not do, for at times two workers have the same.
 */
export async function takeLane(sets: readonly string[]): Promise<number> {
  for (;;) {
    for (const [lane, set] of sets.entries()) if (await hold(set)) return lane;
    await sleep(100);
  }
}

/** True once this process holds the lock; the kernel frees it when we die, for the holder ends with its input. */
async function hold(set: string): Promise<boolean> {
  const directory = join(labRoot, 'locks');
  mkdirSync(directory, { recursive: true });
  const holder = spawn('flock', ['--nonblock', join(directory, set), 'cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
  holder.stdin.on('error', () => {});
  holder.stdin.write('held\n');
  const held = once(holder.stdout, 'data').then(() => true);
  const ended = once(holder, 'exit').then(() => false);
  if (!(await Promise.race([held, ended]))) return false;
  holder.unref();
  for (const stream of [holder.stdin, holder.stdout]) (stream as unknown as { unref(): void }).unref();
  return true;
}
