import { listFeatureFlags } from '../../api/feature-flags.js';
import { compareVersions } from '../../cluster/capabilities.js';
import { hostOf } from '../../cluster/node-name.js';
import { TimedOut, Unavailable } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import { runningVersion } from '../health/running-version.js';
import { isDrained } from '../health/views.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import { Paused } from '../paused.js';
import type { Step } from '../step.js';
import { wouldLoseMajority } from './await-quorum.js';
import { othersAreWell } from './others-are-well.js';

/**
 * Puts the node under maintenance: clients go to other nodes, leaders move. Judged by the state that its peers see, never
 * by the exit code, which may be 69 although all is done (facts §1.9).
 */
export const drain: Step = {
  state: 'drain',
  applies: canDrain,
  isDone: (facts) => reached(facts, 'drained'),
  perform: async (context) => {
    for (const attempt of [1, 2]) {
      // Once more: moving leaders takes a while. A node that is half drained cannot be asked any more.
      if (attempt === 1) await context.wait(() => wouldLoseMajority(context));
      await context.engine.lock.check();
      const others = await othersAreWell(context);
      if (others !== true) throw new Paused('drain', `not drained, because ${others}`, { node: context.member.name });
      const said = await maintain(context, 'drain');
      if (await becomesDrained(context, attempt === 1 ? 5 : 30)) return;
      context.warn(`rabbitmq-upgrade drain ended, but the node is not drained${said === '' ? '' : `: ${said}`}`);
    }
    throw new Paused('drain', `${context.member.name} could not be drained`, { node: context.member.name });
  },
};

/** Takes a drained node back into service. */
export async function revive(context: NodeContext): Promise<void> {
  const said = await maintain(context, 'revive');
  await context.wait(
    async () => {
      const drained = await isDrained(context.member, context.peers);
      return drained ? `not revived yet${said === '' ? '' : `: ${said}`}` : true;
    },
    { timeout: 60 },
  );
}

/** Maintenance came with 3.8.8, behind a flag until 3.11. A node without peers has nobody to take its clients and leaders, or to see it drained. */
export async function canDrain({ member, peers }: NodeContext): Promise<boolean> {
  if (peers.length === 0) return false;
  const version = await runningVersion(member).catch(() => '');
  if (version !== '' && compareVersions(version, '3.8.8') < 0) return false;
  if (version === '' || compareVersions(version, '3.11.0') >= 0) return true;
  const flags = await listFeatureFlags(member.node.api);
  return flags.some(({ name, state }) => name === 'maintenance_mode_status' && state === 'enabled');
}

/** Runs the node's own tool; a cut line or a slow tool is no verdict either. Says what it said. */
export async function maintain(context: NodeContext, command: 'drain' | 'revive'): Promise<string> {
  const { member, timeout, engine } = context;
  const longnames = hostOf(member.name).includes('.') ? ['--longnames'] : [];
  const words = ['--node', member.name, ...longnames, command];
  const options = {
    deadline: timeout * 1000,
    signal: engine.signal,
    ...(member.node.sudo === undefined ? {} : { sudo: member.node.sudo }),
  };
  try {
    const run = () => runTool(member.node.host, 'rabbitmq-upgrade', words, options);
    const { code, stderr } = await engine.stopwatch.waiting(run);
    return code === 0 ? '' : (stderr.trim().split('\n').at(-1) ?? `code ${code}`);
  } catch (error) {
    if (error instanceof Unavailable || error instanceof TimedOut) return error.message;
    throw error;
  }
}

export async function becomesDrained(context: NodeContext, seconds: number): Promise<boolean> {
  const { member, peers } = context;
  try {
    await context.wait(async () => (await isDrained(member, peers)) || 'the node is being drained', {
      timeout: Math.min(seconds, context.timeout),
    });
    return true;
  } catch (error) {
    if (error instanceof TimedOut) return false;
    throw error;
  }
}
