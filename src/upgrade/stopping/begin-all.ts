import type { Engine } from '../engine.js';
import { jobName } from '../job.js';
import { memberNamed } from '../member.js';
import { isDown } from './is-down.js';

/** Has those nodes started that are down, each by a unit of its own, which its turn then waits for. Throws what the machines throw. */
export async function beginAll(engine: Engine, nodes = engine.plan.nodes): Promise<void> {
  const { run } = engine;
  const begun = nodes.map(async ({ name }) => {
    const member = memberNamed(engine, name);
    if (member === undefined || !isDown(await member.service.probe())) return;
    await member.launcher.begin(jobName(run, 'start'), member.service.startArgv);
  });
  const failed = (await Promise.allSettled(begun)).find((outcome) => outcome.status === 'rejected');
  // The others are started all the same: whoever waits for this one says so in its turn.
  if (failed !== undefined) throw failed.reason;
}
