import { getOverview, identity } from '../../api/overview.js';
import { CheckFailed } from '../../errors.js';
import { runAsRoot } from '../../ssh/as-root.js';
import { dropDataCopy, wantsDataCopy } from '../data-copy.js';
import { runJob } from '../job.js';
import { proofOfBoot } from '../known-progress.js';
import type { NodeContext } from '../node-context.js';
import { reached } from '../node-facts.js';
import type { Step } from '../step.js';
import { reasonInLog } from '../tables/boot-failures.js';

/** Starts the broker. One that fails is left stopped, not in systemd's loop of restarts, and the log says why. */
export const start: Step = {
  state: 'start',
  isDone: (facts) => reached(facts, 'replaced'),
  perform: async (context) => {
    try {
      await runJob(context, 'start', context.member.service.startArgv);
    } catch (error) {
      if (!(error instanceof CheckFailed)) throw error;
      // By systemd's next try, or by somebody who took this run over while we were cut off.
      const { service } = await context.member.service.probe();
      if (service !== 'active') throw await startFailed(context, error);
    }
    if (proofOfBoot(context.engine.plan.options) === 'start') await noteUp(context);
  },
};

/** The node's own listener answers, with the version that was installed. From now on there is no way back, and nothing to keep for one. */
export const awaitBoot: Step = {
  state: 'await-boot',
  isDone: () => false,
  perform: async (context) => {
    await context.wait(() => hasBooted(context), { every: 1000 });
    if ((await noteUp(context)) && wantsDataCopy(context)) await dropDataCopy(context);
  },
};

async function hasBooted({ member, engine }: NodeContext): Promise<true | string> {
  const { node, rabbitmq_version: version } = await getOverview(member.node.api, identity);
  if (node !== member.name) return `${node} answers in its place`;
  if (engine.plan.options.kind === 'restart' || version === undefined) return true;
  const { rabbitmq } = await member.packages.installed();
  return version === rabbitmq ? true : `it still runs ${version}`;
}

/** The new version is up there: false for a restart, and where the way back of a run that is given up has started the old one. */
async function noteUp({ member, plan, engine }: NodeContext): Promise<boolean> {
  if (engine.plan.options.kind !== 'upgrade') return false;
  if ((await member.packages.installed()).version !== plan.candidate) return false;
  engine.lock.noteUp(member.name);
  return true;
}

async function startFailed(context: NodeContext, error: CheckFailed): Promise<CheckFailed> {
  const { member, engine } = context;
  await engine.lock.check();
  const logs = await runAsRoot(member.node.host, ['sh', '-c', logScript], { deadline: 30_000 });
  await runAsRoot(member.node.host, [...member.service.stopArgv], { deadline: 120_000 });
  const reason = reasonInLog(logs.stdout);
  return new CheckFailed(`the broker of ${member.name} does not start${reason === undefined ? '' : `: ${reason}`}`, {
    node: member.name,
    cause: error,
    hint: `${logs.stdout.trim().split('\n').slice(-12).join('\n')}\nIt is stopped now. The new version may have changed its data; with a new series they are kept as they were.`,
  });
}

const logScript = `
journalctl -u rabbitmq-server -o cat -n 60 --no-pager 2>/dev/null
for log in $(ls -t /var/log/rabbitmq/*.log 2>/dev/null | head -2); do tail -n 60 "$log"; done
`;
