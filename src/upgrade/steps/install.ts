import { CheckFailed } from '../../errors.js';
import { runJob } from '../job.js';
import { lookAt } from '../node-facts.js';
import type { Step } from '../step.js';
import { isGone } from './stop.js';

/** The exact packages that were staged, while the broker is down. What there was before is journaled: the way back needs it. */
export const install: Step = {
  state: 'install',
  applies: ({ engine }) => engine.plan.options.kind === 'upgrade',
  // On the disk it may be before the broker is stopped: somebody installed it and did not restart.
  isDone: (facts) => facts.onTarget,
  perform: async (context) => {
    const { member, plan, engine } = context;
    const candidate = plan.candidate ?? '';
    const { jobs } = await lookAt(context);
    const before = await member.packages.installed();
    // What an earlier try began may have ended since the turn began, or between two answers.
    if (before.version === candidate && (await lookAt(context)).onTarget) return;
    engine.emit({
      event: 'packages',
      node: member.name,
      when: 'before',
      packages: before.packages,
      changes: plan.changes,
    });
    // A machine that was rebooted meanwhile has started the broker again.
    await runJob(context, 'install', member.packages.installArgv(candidate), isGone, jobs.install.state === 'running');
    const after = await member.packages.installed();
    engine.emit({ event: 'packages', node: member.name, when: 'after', packages: after.packages });
    if (after.version === candidate) return;
    throw new CheckFailed(
      `the package manager says that it is done, but ${member.name} has ${after.version}, not ${candidate}`,
      { node: member.name },
    );
  },
};
