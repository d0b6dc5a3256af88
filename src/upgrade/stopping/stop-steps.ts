import { CliError } from '../../errors.js';
import { viewFrom } from '../health/views.js';
import { runJob } from '../job.js';
import { majorityOf } from '../membership/replicas.js';
import type { NodeContext } from '../node-context.js';
import type { Turn } from '../node-turn.js';
import { stateTruths } from '../tables/state-truths.js';
import { isDown, leftOfBroker } from './is-down.js';

/** How far a node is that is stopped with all others: by its own machine, for the others may be down. */
export interface StopFacts {
  readonly down: boolean;
}

/** What happens to each node of a cluster that is stopped. */
export const stopTurn: Turn<StopFacts> = {
  steps: [
    { state: 'gate', isDone: ({ down }) => down, perform: gate },
    { state: 'stop', isDone: ({ down }) => down, perform: stop },
    {
      state: 'prove-down',
      isDone: () => false,
      perform: (context) => context.wait(() => isGone(context), { every: 1000 }),
    },
  ],
  look: async ({ member }) => ({ down: isDown(await member.service.probe()) }),
  isBegun: ({ down }) => down,
  touchesIn: 'stop',
  stopped: async ({ context }) => stateTruths[context.state],
};

/** The lock is ours while there is one, and those that run still see each other: a side that is apart would stop as the last one, too. */
async function gate(context: NodeContext): Promise<void> {
  await context.engine.lock.check();
  await context.wait(() => noneIsApart(context));
}

async function noneIsApart({ engine }: NodeContext): Promise<true | string> {
  for (const member of engine.members) {
    const views = await viewFrom(member).catch(unlessOurs);
    const apart = views?.find(({ partitions }) => partitions.length > 0);
    if (apart !== undefined)
      return `${member.name} sees a partition between ${apart.name} and ${apart.partitions.join(', ')}`;
  }
  return true;
}

/** As its service is stopped: the broker closes its connections and what it writes to. The lock goes while it can still be taken away. */
async function stop(context: NodeContext): Promise<void> {
  const { member, engine } = context;
  const probes = await Promise.all(engine.members.map((of) => of.service.probe()));
  const running = probes.filter((probe) => !isDown(probe)).length;
  if (running - 1 < majorityOf(engine.members.length)) await engine.lock.release();
  await runJob(context, 'stop', member.service.stopArgv);
}

/** By its machine; and none of those that run still counts it as running. */
async function isGone({ member, engine }: NodeContext): Promise<true | string> {
  const left = leftOfBroker(await member.service.probe());
  if (left !== true) return left;
  for (const peer of engine.members.filter((other) => other !== member)) {
    const views = await viewFrom(peer).catch(unlessOurs);
    if (views?.some(({ name, running }) => name === member.name && running))
      return `${peer.name} still counts it as running`;
  }
  return true;
}

/** One that is stopped does not answer. */
function unlessOurs(error: unknown): undefined {
  if (!(error instanceof CliError)) throw error;
}
