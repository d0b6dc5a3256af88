import type { RunEvent } from '../../src/upgrade/event.js';

/**
 * The benchmark of a run: how much of it was our own, and how much the nodes' stopping, installing, starting and catching
 * up. Never part of pass or fail.
 */
export function printShare(name: string, events: readonly RunEvent[]): void {
  const ended = events.at(-1);
  if (ended?.event !== 'ended') return;
  const own = ended.seconds - ended.waited;
  const percent = Math.round((own / ended.seconds) * 1000) / 10;
  process.stdout.write(
    `  ${name}: ${ended.seconds.toFixed(1)} s in all, ${own.toFixed(1)} s of our own: ${percent} %\n`,
  );
}
