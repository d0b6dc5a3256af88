import { CliError, Interrupted, Locked } from '../errors.js';
import type { Engine } from './engine.js';
import { Paused } from './paused.js';
import { type ClusterState, defaultTimeouts } from './state-name.js';

/** One state of the whole cluster: announced (where the lock is still ours), performed, told. Throws Paused with what went wrong in it; Locked and Interrupted as they are. */
export async function clusterState(
  engine: Engine,
  state: ClusterState,
  perform: (timeout: number) => Promise<void>,
  isLocked = true,
): Promise<void> {
  const { clock, stopwatch } = engine;
  const [begun, waited] = [clock.now(), stopwatch.waited];
  engine.signal.throwIfAborted();
  engine.emit({ event: 'state', state });
  try {
    const untold = isLocked ? await engine.lock.announce(undefined, state) : undefined;
    if (untold !== undefined) {
      engine.emit({ event: 'warning', message: `the lock in the cluster is not up to date: ${untold}` });
    }
    await perform(engine.plan.options.timeouts[state] ?? defaultTimeouts[state]);
  } catch (error) {
    if (engine.signal.aborted) throw new Interrupted(`interrupted in ${state}`, { cause: error });
    if (!(error instanceof CliError) || error instanceof Locked || error instanceof Paused) throw error;
    throw new Paused(state, error.message, {
      ...(error.node !== undefined && { node: error.node }),
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
  engine.emit({ event: 'state-done', state, seconds: (clock.now() - begun) / 1000, waited: stopwatch.waited - waited });
}
