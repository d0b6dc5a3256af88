import { CheckFailed, CliError } from '../../errors.js';
import { viewFrom } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import { Paused } from '../paused.js';
import type { Step } from '../step.js';
import { othersAreWell } from '../steps/others-are-well.js';
import { putCookie } from './cookie.js';
import { seenByAll } from './seen-by-all.js';
import { tell } from './tell.js';

/** How far a node is that joins, as the members see it. */
export interface JoinFacts {
  /** They count it among them. */
  readonly listed: boolean;
  /** And see it run. */
  readonly runs: boolean;
}

/** Asks one of the members. Throws what asking them throws. */
export async function lookAtNewcomer({ member, engine }: NodeContext): Promise<JoinFacts> {
  const views = await engine.fromPeers(member, viewFrom);
  const own = views.find(({ name }) => name === member.name);
  return { listed: own !== undefined, runs: own?.running === true };
}

const gate: Step<JoinFacts> = {
  state: 'gate',
  isDone: ({ listed }) => listed,
  perform: async (context) => {
    await context.engine.lock.check();
    await context.wait(() => othersAreWell(context));
  },
};

/** Where that was asked for: the cookie of the cluster, and a broker that has read it. */
const syncCookie: Step<JoinFacts> = {
  state: 'sync-cookie',
  applies: ({ engine }) => engine.plan.options.syncCookie === true,
  isDone: ({ listed }) => listed,
  perform: putCookie,
};

/** Its data goes: only of a node that is in no cluster with the members, and while the lock is ours. */
const reset: Step<JoinFacts> = {
  state: 'reset',
  isDone: ({ listed }) => listed,
  perform: async (context) => {
    const { member, engine } = context;
    await tell(context, member, 'rabbitmqctl', 'stop_app');
    await engine.lock.check();
    if ((await lookAtNewcomer(context)).listed) {
      throw new Paused('reset', `${member.name} was made a member meanwhile`, { node: member.name });
    }
    await tell(context, member, 'rabbitmqctl', 'reset');
  },
};

const join: Step<JoinFacts> = {
  state: 'join',
  isDone: ({ listed }) => listed,
  perform: async (context) => {
    const { member, engine } = context;
    await engine.lock.check();
    const seed = await engine.fromPeers(member, async (peer) => {
      await viewFrom(peer);
      return peer.name;
    });
    try {
      await tell(context, member, 'rabbitmqctl', 'join_cluster', seed);
    } catch (error) {
      // Cut off, or an earlier try that came to its end after all.
      if (!(error instanceof CliError) || !(await lookAtNewcomer(context)).listed) throw error;
    }
  },
};

const startApp: Step<JoinFacts> = {
  state: 'start-app',
  isDone: ({ listed, runs }) => listed && runs,
  perform: async (context) => {
    const { member } = context;
    try {
      await tell(context, member, 'rabbitmqctl', 'start_app');
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      throw new CheckFailed(`${member.name} is a member, but does not start`, {
        ...{ node: member.name, cause: error },
        hint: `${error.hint ?? error.message}\nThe members count it already. When it cannot be made to start: give this run up, and remove it (remove-node).`,
      });
    }
  },
};

/** Every member and the node itself, each by its own word. */
const awaitJoined: Step<JoinFacts> = {
  state: 'await-rejoin',
  isDone: () => false,
  perform: (context) => seenByAll(context),
};

/** What makes a node a member. */
export const joinSteps: readonly Step<JoinFacts>[] = [gate, syncCookie, reset, join, startApp, awaitJoined];
