import { viewFrom } from '../health/views.js';
import { runJob } from '../job.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { othersAreWell } from './others-are-well.js';

/** Stops the broker as its service does, after one more look at the others. */
export const stop: Step = {
  state: 'stop',
  isDone: (facts) => reached(facts, 'down'),
  perform: (context) => runJob(context, 'stop', context.member.service.stopArgv, othersAreWell),
};

/** No process, no name at epmd, and the peers know it: only then may files change under it. */
export const proveDown: Step = {
  state: 'prove-down',
  isDone: (facts) => reached(facts, 'starting'),
  perform: (context) => context.wait(() => isGone(context), { every: 1000 }),
};

/** True when nothing of the broker is left; else what is. Throws what looking throws. */
export async function isGone({ member, engine, peers }: NodeContext): Promise<true | string> {
  // Peers may be slow to answer: the machine is asked last.
  const views = peers.length === 0 ? [] : await engine.fromPeers(member, viewFrom);
  const { service, processes, registered } = await member.service.probe();
  if (service !== 'inactive' && service !== 'failed' && service !== 'unknown') return `its service is ${service}`;
  if (processes > 0) return `${processes} of its processes ${processes === 1 ? 'is' : 'are'} still there`;
  if (registered) return 'epmd still knows its name';
  return views.some(({ name, running }) => name === member.name && running)
    ? 'its peers still count it as running'
    : true;
}
