import { CheckFailed, TimedOut, Unavailable } from '../errors.js';
import type { NodeContext } from './node-context.js';

/** What runs as a transient unit, which outlives the connection. */
export type Job = 'stop' | 'install' | 'start' | 'way-back';

export const jobName = (run: string, job: Job): string => `rabbitctl-${run}-${job}`;

/**
 * Begins a job, or finds the one that an earlier try began, and waits for its end. Throws CheckFailed with the last lines
 * that it printed when it fails, TimedOut when it takes too long: it then goes on by itself.
 */
export async function runJob(context: NodeContext, job: Job, argv: readonly string[]): Promise<void> {
  const { member, engine } = context;
  const name = jobName(engine.run, job);
  let code: number | undefined;
  let begun = false;
  await context.wait(
    async () => {
      // A line that was cut while it was begun says nothing of the job: begun again, a running one is left alone.
      if (!begun) await member.launcher.begin(name, argv);
      begun = true;
      const now = await member.launcher.state(name);
      code = now.state === 'absent' ? 1 : now.code;
      return now.state === 'running' ? `${job} is under way` : true;
    },
    { every: 1000, helps: (error) => error instanceof Unavailable || error instanceof TimedOut },
  );
  if (code === 0) return;
  const said = await member.launcher.output(name);
  throw new CheckFailed(`${job} failed on ${member.name} with code ${code ?? 1}`, {
    node: member.name,
    ...(said !== '' && { hint: said }),
  });
}
