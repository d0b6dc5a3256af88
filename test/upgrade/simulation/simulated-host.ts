import { Interrupted, TimedOut, Unavailable } from '../../../src/errors.js';
import type { Host, Output, RunOptions } from '../../../src/ssh/host.js';
import type { Life } from './life.js';
import { run } from './programs.js';
import type { SimulatedNode, World } from './world.js';

/** What a program does: its effects have begun, `ms` later it ends with that output. */
export interface Begun {
  readonly ms: number;
  readonly output: () => Partial<Output>;
}

/** A node's machine, as one process of the tool reaches it over SSH. */
export function simulatedHost(world: World, node: SimulatedNode, life: Life): Host {
  const name = node.name.split('@')[1] ?? '';
  const reach = (since?: number) => {
    const gone = since !== undefined && node.life !== since;
    if (!node.on || node.sshCut || gone)
      throw new Unavailable(`${name} is not reached`, { reached: since !== undefined });
  };
  return {
    name,
    run: async (argv, options = {}) => {
      const { ms, output } = await life.ask(() => {
        reach();
        return run(world, node, argv, String(options.input ?? ''));
      });
      const since = node.life;
      await lasts(life, name, ms, options);
      if (ms > 0) reach(since);
      const { stdout = '', ...rest } = output();
      if (options.onOutput !== undefined) await options.onOutput('stdout', Buffer.from(stdout));
      return { stderr: '', code: 0, seconds: ms / 1000, ...rest, stdout: options.onOutput === undefined ? stdout : '' };
    },
    connect: async () => {
      throw new Error('the simulation has no tunnels');
    },
    close: async () => {},
  };
}

async function lasts(life: Life, name: string, ms: number, { deadline = Infinity, signal }: RunOptions): Promise<void> {
  if (ms === 0) return;
  try {
    await life.wait(Math.min(ms, deadline), signal);
  } catch (error) {
    if (signal?.aborted) throw new Interrupted('given up', { cause: error });
    throw error;
  }
  if (ms > deadline) throw new TimedOut(`${name} did not end within ${deadline / 1000} s`);
}
