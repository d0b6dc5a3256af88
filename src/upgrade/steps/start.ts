import { getOverview, identity } from '../../api/overview.js';
import { CheckFailed, CliError, Unavailable } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import { dropDataCopy, wantsDataCopy } from '../data-copy.js';
import { lastWords } from '../health/last-words.js';
import { viewFrom } from '../health/views.js';
import { jobName, runJob } from '../job.js';
import { proofOfBoot } from '../known-progress.js';
import type { Member } from '../member.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { reasonInLog } from '../tables/boot-failures.js';
import { waitingHelpsNewcomer } from '../wait-until.js';

/** Starts the broker. One that fails is left stopped, not in systemd's loop of restarts, and the log says why. */
export const start: Step = {
  state: 'start',
  isDone: (facts) => reached(facts, 'replaced'),
  perform: async (context) => {
    try {
      await runJob(context, 'start', context.member.service.startArgv);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      const failure = await startFailed(context, error);
      if (failure !== undefined) throw failure;
    }
    if (proofOfBoot(context.engine.plan.options) === 'start') await noteUp(context);
  },
};

/** The node's own listener answers, with the version that was installed. From now on there is no way back, and nothing to keep for one. */
export const awaitBoot: Step = {
  state: 'await-boot',
  isDone: () => false,
  perform: async (context) => {
    await context.wait(() => hasBooted(context), { every: 1000, helps: waitingHelpsNewcomer });
    if ((await noteUp(context)) && wantsDataCopy(context)) await dropDataCopy(context);
  },
};

async function hasBooted({ member, engine, peers }: NodeContext): Promise<true | string> {
  const answer = await getOverview(member.node.api, identity).catch(async (error: unknown) => {
    if (error instanceof Unavailable && (await isSeenDrained(member, peers))) return undefined;
    throw error;
  });
  if (answer === undefined) return 'somebody drained it: rabbitmq-upgrade revive';
  const { node, rabbitmq_version: version } = answer;
  if (node !== member.name) return `${node} answers in its place`;
  if (engine.plan.options.kind !== 'upgrade' || version === undefined) return true;
  const { rabbitmq } = await member.packages.installed();
  return version === rabbitmq ? true : `it still runs ${version}`;
}

/** A drained node has no listener, and looks like one that is down. */
async function isSeenDrained(member: Member, peers: readonly Member[]): Promise<boolean> {
  const [peer] = peers;
  if (peer === undefined) return false;
  const views = await viewFrom(peer).catch((error: unknown) => {
    // That the node does not answer is told anyhow.
    if (error instanceof CliError) return [];
    throw error;
  });
  return views.some(({ name, drained }) => name === member.name && drained === true);
}

/** The new version is up there: false for a restart, and where the way back of a run that is given up has started the old one. */
async function noteUp({ member, plan, engine }: NodeContext): Promise<boolean> {
  if (engine.plan.options.kind !== 'upgrade') return false;
  if ((await member.packages.installed()).version !== plan.candidate) return false;
  engine.lock.noteUp(member.name);
  return true;
}

/** Undefined when it is up after all: by systemd's next try, or by somebody who took this run over while we were cut off. */
async function startFailed(context: NodeContext, error: CheckFailed): Promise<CheckFailed | undefined> {
  const { member, engine } = context;
  if (await comesUpByItself(context)) return undefined;
  const log = await lastWords(member.node.host);
  await engine.lock.check();
  if ((await member.service.probe()).service === 'active') return undefined;
  await runAsRoot(member.node.host, [...member.service.stopArgv], { deadline: 120_000 });
  const reason = reasonInLog(log);
  return new CheckFailed(`the broker of ${member.name} does not start${reason === undefined ? '' : `: ${reason}`}`, {
    node: member.name,
    cause: error,
    hint: `${log.trim().split('\n').slice(-12).join('\n')}\nIt is stopped now. The new version may have changed its data; with a new series they are kept as they were.`,
  });
}

/** A machine that was rebooted meanwhile has forgotten our unit, and starts the broker itself. */
async function comesUpByItself(context: NodeContext): Promise<boolean> {
  const { member, engine } = context;
  if ((await member.launcher.state(jobName(engine.run, 'start'))).state !== 'absent') return false;
  let service = '';
  const settled = async () => {
    service = (await member.service.probe()).service;
    return service === 'activating' ? 'its machine was rebooted, and is starting it' : true;
  };
  await context.wait(settled, { every: 1000, helps: (error) => error instanceof Unavailable });
  return service === 'active';
}
