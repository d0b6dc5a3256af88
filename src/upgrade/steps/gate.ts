import { compareVersions } from '../../cluster/capabilities.js';
import { CheckFailed } from '../../errors.js';
import { rabbitVersion } from '../../ssh/packages/package-version.js';
import { raisedAlarms } from '../health/standing.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { othersAreWell } from './others-are-well.js';

/** Before a node is touched: the lock is ours, all others are well, nothing is alarmed. */
export const gate: Step = {
  state: 'gate',
  // Bringing back a node that is down can only help.
  isDone: (facts) => reached(facts, 'stopping'),
  perform: async (context) => {
    await context.engine.lock.check();
    await demandNoDowngrade(context);
    await context.wait(() => allIsWell(context));
  },
};

/** A run that lay about for long may have been overtaken. */
async function demandNoDowngrade({ member, plan, engine }: NodeContext): Promise<void> {
  if (engine.plan.options.kind !== 'upgrade' || plan.candidate === undefined) return;
  const { rabbitmq, version } = await member.packages.installed();
  if (compareVersions(rabbitmq, rabbitVersion(plan.candidate)) <= 0) return;
  throw new CheckFailed(`${member.name} has ${version}, and this run would bring ${plan.candidate}: a downgrade`, {
    node: member.name,
    hint: 'The cluster has come further than this run: give it up (abort).',
  });
}

async function allIsWell(context: NodeContext): Promise<true | string> {
  const [others, alarms] = await Promise.all([
    othersAreWell(context),
    context.engine.fromPeers(context.member, raisedAlarms),
  ]);
  if (others !== true) return others;
  return alarms.length === 0 ? true : alarms.join(', ');
}
